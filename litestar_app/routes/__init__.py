"""The routes: a module with a controller for each resource, in the order of the contract."""

from . import analytics, auth, documents, members, posts, system, tags, teams, users

route_handlers = (
    auth.AuthController,
    users.UserController,
    posts.PostController,
    teams.TeamController,
    members.MemberController,
    tags.TagController,
    documents.DocumentController,
    analytics.AnalyticsController,
    system.SystemController,
)
