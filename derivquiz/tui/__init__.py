"""The terminal screens. The only importer of textual."""
