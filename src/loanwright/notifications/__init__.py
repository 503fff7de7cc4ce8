"""What we tell people: notices in the app, and short messages to their phones.

A *template* is one thing we may say, in every language, with the same placeholders (`templates.toml`). A *notice* is a
template with its values for one person; where the template says so it also goes out as a short message through the
`channels.gateway.Gateway`, once, under the notice's own id. One-time codes go out the same way but leave no notice.
Neither phone numbers nor texts appear in events or logs.
"""
