"""An organisation's own web page: what it tells about the organisation, for an editor to choose from."""
