"""The pages people go through, one file for each journey; no rules and no SQL."""

from msp_dialogue.web.routes.accounts import blueprint as accounts
from msp_dialogue.web.routes.advocate import blueprint as advocate
from msp_dialogue.web.routes.agreements import blueprint as agreements
from msp_dialogue.web.routes.break_glass import blueprint as break_glass
from msp_dialogue.web.routes.closing import blueprint as closing
from msp_dialogue.web.routes.contact import blueprint as contact
from msp_dialogue.web.routes.conversation import blueprint as conversation
from msp_dialogue.web.routes.copy import blueprint as copy
from msp_dialogue.web.routes.dashboard import blueprint as dashboard
from msp_dialogue.web.routes.enquiries import blueprint as enquiries
from msp_dialogue.web.routes.enquiry import blueprint as enquiry
from msp_dialogue.web.routes.exit import blueprint as exit_this_page
from msp_dialogue.web.routes.export import blueprint as export
from msp_dialogue.web.routes.figures import blueprint as figures
from msp_dialogue.web.routes.first_account import blueprint as first_account
from msp_dialogue.web.routes.follow_ups import blueprint as follow_ups
from msp_dialogue.web.routes.help import blueprint as help_numbers
from msp_dialogue.web.routes.home import blueprint as home
from msp_dialogue.web.routes.in_english import blueprint as in_english
from msp_dialogue.web.routes.invitations import blueprint as invitations
from msp_dialogue.web.routes.leave import blueprint as leave
from msp_dialogue.web.routes.listen import blueprint as listen
from msp_dialogue.web.routes.look import blueprint as look
from msp_dialogue.web.routes.looked import blueprint as looked
from msp_dialogue.web.routes.national import blueprint as national
from msp_dialogue.web.routes.one_account import blueprint as one_account
from msp_dialogue.web.routes.own_account import blueprint as own_account
from msp_dialogue.web.routes.password_link import blueprint as password_link
from msp_dialogue.web.routes.pictures import blueprint as pictures
from msp_dialogue.web.routes.quotes import blueprint as quotes
from msp_dialogue.web.routes.release import blueprint as release
from msp_dialogue.web.routes.screen import blueprint as screen
from msp_dialogue.web.routes.seal import blueprint as seal
from msp_dialogue.web.routes.second_factor import blueprint as second_factor
from msp_dialogue.web.routes.sign_in import blueprint as sign_in
from msp_dialogue.web.routes.signals import blueprint as signals
from msp_dialogue.web.routes.single_sign_on import blueprint as single_sign_on
from msp_dialogue.web.routes.talk import blueprint as talk
from msp_dialogue.web.routes.team import blueprint as team
from msp_dialogue.web.routes.theme import blueprint as theme
from msp_dialogue.web.routes.wording import blueprint as wording
from msp_dialogue.web.routes.worklist import blueprint as worklist

BLUEPRINTS = (
    sign_in,
    single_sign_on,
    first_account,
    password_link,
    second_factor,
    own_account,
    home,
    enquiries,
    enquiry,
    contact,
    follow_ups,
    conversation,
    talk,
    listen,
    look,
    screen,
    leave,
    signals,
    closing,
    in_english,
    invitations,
    advocate,
    exit_this_page,
    agreements,
    copy,
    seal,
    looked,
    break_glass,
    team,
    worklist,
    quotes,
    export,
    national,
    figures,
    dashboard,
    release,
    accounts,
    one_account,
    help_numbers,
    wording,
    theme,
    pictures,
)
"""Every journey there is."""
