"""Files and pages of others turned into texts and the stanzas of their documents.

``kinds``    what a file is, by its first bytes
``model``    what a converter makes of one
``plain``    plain text: its encoding and line ends
``web``      the main text of a web page, and what the page says of itself
``word``     the text of a DOCX
``pdf``      the text of a PDF, page by page
``convert``  one of these, in a cell: files are strangers'
``stanza``   the ``document:`` of a facts file, with what is open marked
``known``    actors and documents that a project has already
``robots``   whether a server wants programs to read a page
``asking``   a page or file from an address
``take``     all of it: a text and a stanza in a project, whole or not at all
"""
