"""Drafting by a model that the user names, with rules that check every word of it.

``portions``  a text in parts, each of which is one question
``task``      what is asked: instructions and a schema, made of the ontology
``endpoint``  who is asked: a server of chat completions, and the answers that are kept
``answer``    what comes back, as figures that a model proposes, or as no answer
``verbatim``  where words stand in a text
``guard``     the manner and speaker that rules see, from which a model takes nothing
``placing``   a proposed figure held against the text: a draft, or why it is none
``asking``    all portions of a text asked, answer by answer
"""
