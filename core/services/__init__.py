"""The rules of the domain, one service for each aggregate, over one database session.

The public methods have the names of the contract's operations: `TeamService.create_team` carries out `create_team`.
Shorter names are taken, because the services are Advanced Alchemy's, which have `create`, `list`, `update` and
`delete` with other parameters. These methods apply no rules; use them for what the operations do not cover.

Every method may raise `NotReady` when the database does not answer, and `Busy` when no connection becomes free in time.
Every method that writes is one transaction, committed before its answer is built, and may raise `Conflict` when only
the commit finds that another transaction was faster. The docstrings list the other errors.

core/services is written by hand; core/services_sync is generated from it, and never edited.
"""

from .analytics import AnalyticsService as AnalyticsService
from .container import Resources as Resources
from .container import Services as Services
from .document import DocumentService as DocumentService
from .member import MemberService as MemberService
from .objects import Objects as Objects
from .post import PostService as PostService
from .tag import TagService as TagService
from .team import TeamService as TeamService
from .user import UserService as UserService
