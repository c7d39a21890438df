"""How notebooks show models, schemas and profiles: small HTML without scripts or style sheets.

Colors are the theme's own (``currentColor``), so that it can be read on dark and on light. All text
of a model is escaped.
"""
