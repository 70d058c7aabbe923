"""What an editor asks for, as plain functions over offsets and values: no protocol, no SQL."""
