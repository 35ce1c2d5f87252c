"""The inventory of organisations: lists that come in, profiles that stay true."""
