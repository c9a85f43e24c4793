"""The one way out: every request that leaves this machine is sent from here.

``request``      what is asked, and what comes back
``manners``      how long, how often and how much, and what we call ourselves
``hosts``        which hosts may be asked, when the question may be somebody else's
``connections``  to addresses that were looked up once and checked
``exchange``     one exchange over HTTP: redirects, size and deadline
``sparql``       one SELECT query by the SPARQL 1.1 Protocol
``cache``        answers kept in a folder
``client``       questions for JSON, asked with patience and kept
"""
