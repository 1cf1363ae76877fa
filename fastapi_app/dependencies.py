"""Dependencies that handlers name: the services over the request's session, path parameters, an upload, a link.

All are async, however little they do: FastAPI runs any other in a thread.
"""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Request, Response

from core.http.download import Conditions
from core.http.upload import Upload
from core.schemas.fields import CANONICAL_UUID, SLUG
from core.services import Services

from .database import Session, analytics_session
from .exchange import header

Id = Annotated[UUID, Path(json_schema_extra={"pattern": f"^{CANONICAL_UUID}$"})]
Slug = Annotated[str, Path(pattern=f"^{SLUG}$")]


async def services(request: Request, session: Session) -> Services:
    """Core's services over the session of this request: `.teams` is its `TeamService`."""
    return Services(session, request.app.state.likewise, partial(analytics_session, request))


RequestServices = Annotated[Services, Depends(services)]


def upload(request: Request) -> Upload:
    """The file of an upload. Raises `UnsupportedMediaType` before anything of it is read.

    Handlers call it: a dependency's error would come before FastAPI's for the query.
    """
    limit = request.app.state.likewise.settings.upload_limit
    return Upload(request.stream(), header(request.headers, "Content-Type"), limit)


async def conditions(request: Request) -> Conditions:
    """The headers that choose the bytes of a download; the layer has turned HEAD into GET by now."""
    method = "HEAD" if "head_only" in request.scope else request.method
    return Conditions.read(method, partial(header, request.headers))


RequestConditions = Annotated[Conditions, Depends(conditions)]


async def location(request: Request, response: Response) -> Callable[..., None]:
    """Sets the Location header to the path of a named handler, the prefix of a mount included."""

    def set_location(handler: str, **parameters: Any) -> None:
        mount = request.scope.get("root_path", "")
        response.headers["Location"] = mount + request.app.url_path_for(handler, **parameters)

    return set_location


Location = Annotated[Callable[..., None], Depends(location)]
