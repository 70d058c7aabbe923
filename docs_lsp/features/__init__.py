"""The features of an editor as plain functions of offsets and values: no protocol, no SQL."""
