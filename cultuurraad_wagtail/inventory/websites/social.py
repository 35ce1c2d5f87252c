"""Links to social media: which are an organisation's own, and what the platform is called."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

PLATFORMS = {
    "facebook.com": "Facebook",
    "instagram.com": "Instagram",
    "twitter.com": "X",
    "x.com": "X",
    "linkedin.com": "LinkedIn",
    "youtube.com": "YouTube",
    "vimeo.com": "Vimeo",
    "tiktok.com": "TikTok",
    "soundcloud.com": "SoundCloud",
    "bandcamp.com": "Bandcamp",
    "spotify.com": "Spotify",
    "mixcloud.com": "Mixcloud",
    "flickr.com": "Flickr",
    "threads.net": "Threads",
    "threads.com": "Threads",
    "bsky.app": "Bluesky",
    "pinterest.com": "Pinterest",
    "mastodon.social": "Mastodon",
}
WITHOUT_WWW = ("twitter.com", "x.com", "vimeo.com", "soundcloud.com", "bsky.app", "mastodon.social")
# Paths that share, show one post, or are the platform's own; the first part of the path.
NO_ACCOUNT = re.compile(
    r"sharer|sharer\.php|share|share\.php|dialog|plugins|tr|events|event|photo|photo\.php|photos|watch|"
    r"story\.php|hashtag|login|login\.php|signup|policies|privacy|help|legal|about|terms|intent|home|search|i|"
    r"p|reel|reels|explore|stories|accounts|sharearticle|sharing|shareactivity|feed|embed|playlist|results|pin|"
    r"video|videos|album|track|episode|oembed|player|status|widgets|permalink\.php|groups\.php"
)
# Accounts of the systems that sites are made with, in the footers of their templates.
OF_BUILDERS = re.compile(
    r"wix|wixcom|wix-com|wixstudio|wordpress|wordpressdotcom|wordpresscom|wordpress\.org|squarespace|jimdo|"
    r"weebly|webnode|joomla|drupal|shopify|webflow|godaddy|automattic|elementor|themeforest|envato"
)
FOLDERS = re.compile(r"company|in|school|showcase|user|channel|c|pages|pg|profile|people|groups")
NO_ACCOUNT_BELOW = frozenset({"status", "posts", "post", "video"})


def account(address: str) -> str:
    """The account that ``address`` leads to, without what tracks visitors; empty where it is none, or a builder's."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removesuffix(".")
    except ValueError:
        return ""
    domain = _domain(host)
    path = [part for part in parts.path.split("/") if part and part != "@"]
    if parts.scheme not in ("http", "https") or not domain or parts.username is not None:
        return ""
    query = ""
    if domain == "bandcamp.com":
        return f"https://{host}" if host.removesuffix(domain).strip(".") not in ("", "www", "daily") else ""
    if domain == "facebook.com" and path == ["profile.php"]:
        number = parse_qs(parts.query).get("id", [""])[0]
        if not re.fullmatch(r"[0-9]{3,20}", number):
            return ""
        query = f"?{urlencode({'id': number})}"
    elif not path or _is_no_account(path, domain):
        return ""
    else:
        path = path[: _depth(path[0].lower(), domain)]
    return f"https://{_main_host(domain)}/{'/'.join(path)}{query}"


def platform(address: str) -> str:
    """What a visitor calls the platform of an ``account``."""
    return PLATFORMS.get(_domain(urlsplit(address).hostname or ""), "")


def _domain(host):
    host = {"fb.com": "facebook.com", "instagr.am": "instagram.com"}.get(host.removeprefix("www."), host)
    return next((domain for domain in PLATFORMS if host == domain or host.endswith(f".{domain}")), "")


def _main_host(domain):
    """One host for m.facebook.com, nl-be.facebook.com and the like."""
    if domain == "spotify.com":
        return "open.spotify.com"
    return domain if domain in WITHOUT_WWW else f"www.{domain}"


def _is_no_account(path, domain):
    words = [part.lower() for part in path]
    if words[0] == "p" and domain == "facebook.com":  # A profile there, one post elsewhere.
        return len(words) < 2
    if (
        NO_ACCOUNT.fullmatch(words[0])
        or OF_BUILDERS.fullmatch(words[-1].lstrip("@"))
        or NO_ACCOUNT_BELOW.intersection(words)
    ):
        return True
    return (len(words) == 1 and FOLDERS.fullmatch(words[0])) or (domain == "vimeo.com" and words[0].isdigit())


def _depth(first, domain):
    """How much of the path is the account: what follows it is a tab of it, or one item."""
    if domain == "spotify.com":
        return 3
    if first == "pages":
        return 4
    return 2 if FOLDERS.fullmatch(first) or (first == "p" and domain == "facebook.com") else 1
