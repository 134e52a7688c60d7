"""A new staff list changes as little as it can: whoever stays keeps their key."""

from bot.people.register import Register, StaffMember
from bot.people.revision import Revision, advice, revise


def person(number: int, name: str, role: str = "", *aliases: str) -> StaffMember:
    return StaffMember(key=f"staff:{number}", name=name, role=role, aliases=aliases)


def test_whoever_stays_keeps_their_key_wherever_they_stand_in_the_list() -> None:
    hall, price, marsh = person(1, "Mrs Hall"), person(2, "Miss Price", "Year 2"), person(3, "Mr Marsh")
    new = Register((person(1, "Mrs Hall"), person(2, "Ms New"), person(3, "miss  PRICE", "Year 3")))

    revision = revise(Register((hall, price, marsh)), new)

    moved, newcomer = person(2, "miss  PRICE", "Year 3"), person(4, "Ms New")
    assert revision == Revision(
        register=Register((hall, newcomer, moved)),
        added=(newcomer,),
        changed=((price, moved),),
        removed=(marsh,),
    )


def test_the_same_list_again_changes_nothing() -> None:
    register = Register((person(1, "Mrs Hall"), person(2, "Mrs Hall"), person(7, "Mr Marsh")))
    again = Register((person(1, "Mrs Hall"), person(2, "Mrs Hall"), person(3, "Mr Marsh")))

    revision = revise(register, again)

    assert revision.register == register
    assert (revision.added, revision.changed, revision.removed) == ((), (), ())


def test_a_key_that_meant_somebody_is_never_handed_on() -> None:
    revision = revise(
        Register((person(1, "Mrs Hall"),)), Register((person(1, "Ms New"),)), ("staff:8", "staff", "name:jo")
    )

    assert revision.register == Register((person(9, "Ms New"),))


def test_a_name_that_could_mean_two_people_is_pointed_out() -> None:
    register = Register(
        (
            person(1, "Mrs Hall", "", "Mrs H", "mrs h"),
            person(2, "Mrs Hill", "", "Mrs  H"),
            person(3, "Mr Marsh"),
            person(4, "Mr Marsh"),
        )
    )

    assert advice(register) == (
        "Mrs H could mean Mrs Hall or Mrs Hill; give it to one of them, or to neither",
        "2 people are called Mr Marsh; add what tells them apart, such as a first name",
    )
