"""The derivative: by which rules, tidied as a person writes it, worked line by line."""
