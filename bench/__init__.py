"""The benchmark: how long the site takes to build, and how long plain MkDocs takes."""
