"""Models made from a lender's own table of outcomes, and scoring with them: a JSON file each, no database needed."""
