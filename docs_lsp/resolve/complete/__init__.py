"""The names and keywords that may be typed at an offset, from the tokens before it."""
