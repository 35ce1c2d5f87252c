"""An editor panel with the address that a snippet has of its own, to copy into a mail."""

from wagtail.admin.panels import Panel


class AddressPanel(Panel):
    """Shows the instance's ``public_address``, or says that there is one once it is saved."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cultuurraad_wagtail/admin/address_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            return {**context, "address": self.instance.public_address if self.instance.pk else ""}
