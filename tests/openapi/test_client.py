"""A generated client goes through a user's life on each adapter; no other HTTP client is used."""

import sys
from collections.abc import Iterator
from io import BytesIO
from random import Random

import pytest

from tests.deployment import Deployment
from tests.openapi.generated import PACKAGE, Generated, generate, module
from tests.people import RUN, SUPERUSER

pytestmark = pytest.mark.only(transport="socket")
PASSWORD = "a long passphrase"


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The client's package, generated once and importable."""
    folder = tmp_path_factory.mktemp("client")
    generate(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(folder), *sys.path])
        yield
        for name in [name for name in sys.modules if name.partition(".")[0] == PACKAGE]:
            patch.delitem(sys.modules, name)


@pytest.fixture
def nobody(package: None, deployment: Deployment) -> Generated:
    """The client without a token."""
    assert deployment.server is not None
    return Generated(f"http://{deployment.server.host}:{deployment.server.port}")


@pytest.fixture
def email(random: Random) -> str:
    return f"{random.randrange(16**8):x}-{RUN}@example.com"


@pytest.fixture
def ada(nobody: Generated, email: str) -> Generated:
    """The client of a user who has signed up and logged in."""
    nobody.call("users.create_user", body=nobody.UserCreate(email=email, name="Ada", password=PASSWORD))
    return log_in(nobody, email)


def log_in(client: Generated, email: str, password: str = PASSWORD) -> Generated:
    answer = client.call("auth.login", body=client.Login(email=email, password=password))
    assert (answer.status_code, answer.parsed.token_type) == (200, "Bearer")
    return client.as_(answer.parsed.access_token)


def test_every_operation_has_a_function(package: None, nobody: Generated) -> None:
    document = nobody.call("system.openapi").parsed.to_dict()
    for methods in document["paths"].values():
        for operation in methods.values():
            assert module(f"api.{operation['tags'][0]}.{operation['operationId']}").sync_detailed


def test_a_person(nobody: Generated, ada: Generated, email: str) -> None:
    me = ada.call("auth.get_me").parsed
    assert isinstance(me, ada.UserDetail)
    assert (me.email, me.name, me.is_active, me.posts) == (email, "Ada", True, [])
    renamed = ada.call("users.update_user", me.id, body=ada.UserUpdate(name="Ada King")).parsed
    assert (renamed.name, renamed.email) == ("Ada King", email)
    again = nobody.call("users.create_user", body=nobody.UserCreate(email=email, name="Ada", password=PASSWORD))
    assert isinstance(again.parsed, nobody.EmailTakenProblem)
    assert ada.call("users.delete_user", me.id).status_code == 204
    assert isinstance(ada.call("auth.get_me").parsed, ada.InvalidTokenProblem)


def test_posts_and_tags(ada: Generated) -> None:
    tag = ada.call("tags.create_tag", body=ada.TagCreate(name="Reading")).parsed
    created = [
        ada.call("posts.create_post", body=ada.PostCreate(title=f"Post {number}", body="…", tags=["Reading"])).parsed
        for number in range(3)
    ]
    me = ada.call("auth.get_me").parsed
    page = ada.call("posts.list_posts", author_id=me.id, tag=tag.slug, limit=2).parsed
    assert (page.total, [post.id for post in page.items]) == (3, [created[2].id, created[1].id])
    last = ada.call("posts.list_posts", author_id=me.id, tag=tag.slug, limit=2, after=page.next_).parsed
    assert ([post.id for post in last.items], last.next_) == ([created[0].id], None)
    changed = ada.call("posts.update_post", created[0].id, body=ada.PostUpdate(tags=[])).parsed
    assert (changed.title, changed.tags) == ("Post 0", [])
    lines = ada.call("posts.export_posts", author_id=me.id).parsed.splitlines()
    assert [str(post.id) in line for post, line in zip(created, lines, strict=True)] == [True] * 3
    assert ada.call("posts.delete_post", created[0].id).status_code == 204
    assert isinstance(ada.call("posts.get_post", created[0].id).parsed, ada.NotFoundProblem)


def test_a_team_and_its_members(nobody: Generated, ada: Generated, email: str) -> None:
    team = ada.call("teams.create_team", body=ada.TeamCreate(name="Analysts", seats=2)).parsed
    assert [(member.role.value, member.is_owner) for member in team.members] == [("admin", True)]
    other = nobody.UserCreate(email=f"other-{email}", name="Grace", password=PASSWORD)
    grace = nobody.call("users.create_user", body=other).parsed
    new = ada.MemberCreate(user_id=grace.id)
    assert ada.call("members.add_member", team.slug, body=new).parsed.name == "Grace"
    assert isinstance(ada.call("members.add_member", team.slug, body=new).parsed, ada.AlreadyMemberProblem)
    few = ada.call("teams.update_team", team.slug, body=ada.TeamUpdate(seats=1)).parsed
    assert isinstance(few, ada.TeamFullProblem)
    handed = ada.call("members.update_member", team.slug, grace.id, body=ada.MemberUpdate(is_owner=True)).parsed
    assert handed.is_owner
    assert isinstance(ada.call("teams.delete_team", team.slug).parsed, ada.ForbiddenProblem)
    owner = log_in(nobody, f"other-{email}")
    assert isinstance(owner.call("users.delete_user", grace.id).parsed, ada.OwnsTeamsProblem)
    assert owner.call("teams.delete_team", team.slug).status_code == 204


def test_a_document(ada: Generated) -> None:
    file = module("types").File(payload=BytesIO(b"hello"), file_name="notes.txt", mime_type="text/plain")
    made = ada.call("documents.create_document", body=ada.CreateDocumentBody(name="Notes", file=file)).parsed
    assert (made.name, made.filename, made.content_type, made.size) == ("Notes", "notes.txt", "text/plain", 5)
    whole = ada.call("documents.get_document_content", made.id)
    assert whole.parsed.payload.read() == b"hello"
    part = ada.call("documents.get_document_content", made.id, range_="bytes=1-2")
    assert (part.status_code, part.parsed.payload.read()) == (206, b"el")
    known = ada.call("documents.get_document_content", made.id, if_none_match=whole.headers["ETag"])
    assert (known.status_code, known.content) == (304, b"")
    beyond = ada.call("documents.get_document_content", made.id, range_="bytes=9-")
    assert isinstance(beyond.parsed, ada.RangeNotSatisfiableProblem)
    assert ada.call("documents.delete_document", made.id).status_code == 204


def test_activity(nobody: Generated, ada: Generated) -> None:
    assert isinstance(ada.call("analytics.refresh_activity").parsed, ada.ForbiddenProblem)
    grace = log_in(nobody, SUPERUSER.email, SUPERUSER.password)
    assert grace.call("analytics.refresh_activity").parsed.events > 0
    activity = ada.call("analytics.get_activity").parsed
    assert {"user_created"} <= {item.kind.value for item in activity.items}


def test_problems_have_types(nobody: Generated, ada: Generated, email: str) -> None:
    assert isinstance(nobody.call("system.live").parsed, nobody.Health)
    wrong = nobody.call("auth.login", body=nobody.Login(email=email, password="wrong")).parsed
    assert (type(wrong), wrong.type_) == (nobody.InvalidCredentialsProblem, "/problems/invalid-credentials")
    unknown = ada.as_("nonsense").call("users.list_users").parsed
    assert isinstance(unknown, nobody.InvalidTokenProblem)
    invalid = ada.call("users.list_users", limit=1000, search="x" * 101).parsed
    assert isinstance(invalid, nobody.ValidationProblem)
    assert [(fault.parameter, fault.code) for fault in invalid.errors] == [
        ("search", "too_long"),
        ("limit", "out_of_range"),
    ]
