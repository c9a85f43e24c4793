"""The review of drafts as a page on this machine, for whoever has its address."""
