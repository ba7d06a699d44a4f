"""What the purge says when there is nothing to do."""

NOTHING = {
    "names_on_lists": 0,
    "guests_without_sign_up": 0,
    "addresses_of_homes": 0,
    "messages": 0,
    "words_about_contacts": 0,
    "contacts_of_closed_accounts": 0,
    "pins_of_closed_accounts": 0,
    "links": 0,
    "phones": 0,
    "tries": 0,
    "suggestions": 0,
    "audit_log": 0,
}
