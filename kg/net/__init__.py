"""The one way out: every request that leaves this machine is sent from here.

``request``      what is asked, and what comes back
``manners``      how long, how often and how much, and what we call ourselves
``hosts``        which hosts may be asked, when the question may be somebody else's
``connections``  to addresses that were looked up once and checked
``exchange``     one exchange over HTTP: redirects, size and deadline
``sparql``       one SELECT query by the SPARQL 1.1 Protocol
``patience``     what may pass is tried again
``part``         a file that has not come whole yet, and of which version it is
``download``     a file, whole or resumed, put into its place when it is there
``cache``        answers kept in a folder
``client``       questions for JSON, asked with patience and kept
"""
