"""What a browser makes of a form: which fields belong to it, and what it sends back untouched."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup


def sent_back(response, button):
    """``(address, data)``: where the button that says ``button`` sends its form, and what goes with it."""
    soup = BeautifulSoup(response.content, "html.parser")
    pressed = next(each for each in soup.find_all("button") if button in each.get_text(" ", strip=True))
    form = _owner(soup, pressed)
    data = {}
    for field in soup.find_all(["input", "textarea", "select"]):
        if field.get("name") and _owner(soup, field) is form and field.get("type") != "submit":
            _add(data, field)
    if pressed.get("name"):
        data[pressed["name"]] = pressed.get("value", "")
    here = response.request["PATH_INFO"]
    return urljoin(here, pressed.get("formaction") or form.get("action") or here), data


def _owner(soup, field):
    return soup.find("form", id=field["form"]) if field.get("form") else field.find_parent("form")


def _add(data, field):
    name, kind = field["name"], field.get("type", "")
    if kind in ("checkbox", "radio"):
        if field.has_attr("checked"):
            data.setdefault(name, []).append(field.get("value", "on"))
    elif field.name == "select":
        chosen = [each["value"] for each in field.find_all("option") if each.has_attr("selected")]
        data[name] = chosen[0] if chosen else field.find("option")["value"]
    elif field.name == "textarea":
        # A browser leaves out the first line end of a text.
        data[name] = field.get_text().removeprefix("\n")
    else:
        data[name] = field.get("value", "")


def press(client, response, button, typed=None, **kwargs):
    """Press ``button`` on the page that ``response`` is, with ``typed`` (values by name) in its fields."""
    address, data = sent_back(response, button)
    return client.post(address, {**data, **(typed or {})}, **kwargs)
