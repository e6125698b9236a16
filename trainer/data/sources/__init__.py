"""Where films come from: manifests, class folders, and tables of findings; each becomes one ``Listing``."""
