"""Pages behind a secret address."""


def discreet(response):
    """Neither other sites, nor other pages of this one, nor search engines learn the address of this page.

    Not ``no-referrer``: browsers then send a form with ``Origin: null``, which Django takes for another site's.
    """
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
