"""What is offered to other programs over HTTP."""
