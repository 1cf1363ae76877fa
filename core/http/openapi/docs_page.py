"""The docs page: RapiDoc over the OpenAPI document, in one file that loads nothing from elsewhere."""

from string import Template

from openapi_ui_bundles import rapidoc

TEMPLATE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Likewise: the contract</title>
<link rel="icon" href="data:,">
<style>
rapi-doc > p { font-size: 14px }
rapi-doc::part(section-endpoint-body-expanded) { position: relative } /* keeps its lock with it on a narrow screen */
</style>
</head>
<body>
<rapi-doc spec-url="openapi.json" schema-style="table" load-fonts="false" primary-color="#3574b8"
  regular-font="system-ui, sans-serif" mono-font="ui-monospace, monospace" show-method-in-nav-bar="as-colored-text"
  show-header="false" allow-advanced-search="false" allow-server-selection="false" persist-auth="false"
><p slot="auth">A token is the <code>access_token</code> that <code>POST /auth/login</code> answers.</p></rapi-doc>
<script>
// RapiDoc reads a relative server as text to put after the origin, and has no navigation bar on a narrow screen.
const page = document.querySelector("rapi-doc"), home = new URL(".", location);
page.setAttribute("server-url", home);
page.setAttribute("default-api-server", home);
page.setAttribute("render-style", innerWidth < 768 ? "view" : "read");
</script>
<script>$script</script>
</body>
</html>
""")


def page() -> bytes:
    """The page; its link to the OpenAPI document is relative, so that it works under any mount."""
    script = (rapidoc.static_path / "rapidoc-min.js").read_text(encoding="utf-8")
    return TEMPLATE.substitute(script=script.replace("</script", "<\\/script")).encode()


PAGE = page()
