"""pygls's handlers, each a few lines from protocol to a plain function, a room for each feature.

The features are imported by the first request that needs them, or behind `initialized`: the answer
to `initialize` waits for pygls alone.
"""
