"""The press: turns bilingual pages of mathematics into a site and into tests."""
