"""The docs page: RapiDoc over the contract's own document, in one file that loads nothing from elsewhere."""

from string import Template

from openapi_ui_bundles import rapidoc

TEMPLATE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Likewise: the contract</title>
<script>$script</script>
</head>
<body>
<rapi-doc spec-url="openapi.json" heading-text="Likewise" render-style="read" schema-style="table" load-fonts="false"
  regular-font="system-ui, sans-serif" mono-font="ui-monospace, monospace" show-method-in-nav-bar="as-colored-text"
  allow-spec-url-load="false" allow-spec-file-load="false" allow-server-selection="false" persist-auth="false"
></rapi-doc>
</body>
</html>
""")


def page() -> bytes:
    """The page; its document is named relatively, so that it works under any mount."""
    script = (rapidoc.static_path / "rapidoc-min.js").read_text(encoding="utf-8")
    return TEMPLATE.substitute(script=script.replace("</script", "<\\/script")).encode()


PAGE = page()
