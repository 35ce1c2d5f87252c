"""A form page as Wagtail's documentation has it, to measure beside."""
