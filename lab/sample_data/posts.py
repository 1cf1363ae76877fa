"""Generates the sample posts, with the names of their tags."""

from collections.abc import Sequence
from random import Random
from typing import Any

from .moments import DAY, after, growing, time_of, uuid7
from .people import Person, signed_up_by
from .words import LANGUAGES, OTHER_TAGS, Language

POSTS = 5000


def make_posts(people: Sequence[Person], source: Random) -> list[dict[str, Any]]:
    """Make posts, more of them towards the end of the year. Few users write many posts; a tenth are drafts."""
    return [
        make_post(moment, signed_up_by(people, moment), source)
        for moment in sorted(growing(7 * DAY, source) for _ in range(POSTS))
    ]


def make_post(moment: int, authors: Sequence[Person], source: Random) -> dict[str, Any]:
    author = authors[low_index(len(authors), source)]
    language = author.language
    topic = low_index(len(language.topics), source)
    published = moment if source.random() < 0.6 else after(moment, 2 * DAY, source)
    changed = moment if source.random() < 0.8 else after(moment, 30 * DAY, source)
    return {
        "id": uuid7(moment, source),
        "author_id": author.id,
        "title": language.fill(source.choice(language.titles), language.topics[topic], source),
        "body": make_body(language, language.topics[topic], source),
        "published_at": None if source.random() < 0.1 else time_of(published),
        "tags": make_tags(language, topic, source),
        "created_at": time_of(moment),
        "updated_at": time_of(max(changed, moment)),
    }


def make_body(language: Language, topic: str, source: Random) -> str:
    """Make two to four paragraphs."""
    middles = source.sample(language.middles, source.randint(2, 5))
    sentences = [language.fill(sentence, topic, source) for sentence in middles]
    half = source.randint(1, len(sentences))
    paragraphs = [[language.fill(source.choice(language.openings), topic, source)], sentences[:half], sentences[half:]]
    paragraphs.append([language.fill(source.choice(language.closings), topic, source)])
    return "\n\n".join(language.space.join(paragraph) for paragraph in paragraphs if paragraph)


def make_tags(language: Language, topic: int, source: Random) -> list[str]:
    """Choose tags: usually the topic, sometimes its English name, another topic or a tag without a topic."""
    tags = [language.topics[topic]] if source.random() < 0.9 else []
    if source.random() < 0.3:
        tags.append(LANGUAGES[0].topics[topic])
    if source.random() < 0.2:
        tags.append(source.choice(language.topics))
    if source.random() < 0.1:
        tags.append(source.choice(OTHER_TAGS))
    return sorted(set(tags))


def low_index(number: int, source: Random) -> int:
    """Return an index below `number`. Lower ones are more likely."""
    return min(source.randrange(number), source.randrange(number))
