"""Facts about the types of installed libraries, made from the text of their modules."""
