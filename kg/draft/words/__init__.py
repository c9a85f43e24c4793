"""Languages beside English, by which texts are drafted: a file of words for each."""
