"""The routes: a blueprint for each resource, in the order of the contract, all within one."""

from flask import Blueprint, request
from werkzeug.routing import BaseConverter

from core.schemas.fields import SLUG

from . import analytics, auth, documents, members, posts, system, tags, teams, users

CONTRACT = "likewise"


class SlugConverter(BaseConverter):
    """Werkzeug has none; its own for text takes any."""

    regex = SLUG


def create_blueprint() -> Blueprint:
    """Create the blueprint of the whole contract. A team's own may be called `auth` or `users` too."""
    contract = Blueprint(CONTRACT, __name__)
    contract.record(lambda state: state.app.url_map.converters.update(slug=SlugConverter))
    for module in (auth, users, posts, teams, members, tags, documents, analytics, system):
        contract.register_blueprint(module.blueprint)
    return contract


def in_contract() -> bool:
    """Whether this request is one of the contract's."""
    return CONTRACT in request.blueprints
