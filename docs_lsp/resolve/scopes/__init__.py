"""Which names are bound where; knows no types."""
