"""The cell: a forked child without a network, with bounded time and memory.

What a stranger wrote is evaluated in one: queries, and a build with the rules and
checks of its project. What the child wants to know of others it asks the parent, over
the pipe that it was born with; the parent answers or does not, whatever the query, its
parser or the engine have done to the child.

On Linux the child leaves the network for a namespace of its own, in which there is
none. Of a query Python may open no file there: the store alone opens its own. Where the
system does not let it leave, a query can open nothing at all; then a store of many
files, which are opened when they are first needed, cannot be read whole.
"""
