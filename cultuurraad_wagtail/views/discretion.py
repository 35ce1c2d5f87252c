"""Pages behind a secret address."""


def discreet(response):
    """Neither other sites nor search engines learn the address of this page."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
