"""A message as mail programs save it (.eml) -> one document."""

import email
from email import policy

from .document import Document, refusing
from .markup import without_markup


def read_mail(data: bytes) -> list[Document]:
    """One document: the text of a message, with its subject as title. Attachments are not read, and
    that is a doubt.

    >>> [document] = read_mail(b"Subject: Talks\\nDate: 26 Oct 2023 08:15 GMT\\n\\nThey met.")
    >>> document.title, document.date, document.text
    ('Talks', '2023-10-26', 'They met.')
    """
    with refusing("a message"):
        message = email.message_from_bytes(data, policy=policy.default)
        body = message.get_body(("plain", "html"))
        document = Document(body.get_content() if body else "")
        if body and body.get_content_subtype() == "html":
            document.text = without_markup(document.text)
        heads = {"title": "subject", "date": "date", "from": "from"}
        document.describe({name: str(message[head] or "") for name, head in heads.items()})
        attached = len(list(message.iter_attachments()))
    if attached:
        document.doubts += (
            f"has attachments, which were not read: {attached}; save them as files",
        )
    return [document]
