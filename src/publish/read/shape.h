/* Shape: what one line alone tells about whether it is a heading. */
#ifndef PUBLISH_READ_SHAPE_H
#define PUBLISH_READ_SHAPE_H

#include "publish/read/line.h"

/* Could be a heading: begins as one (capital, digit, letter without case), does not end in a mark,
 * and is no date, address, file name, byline or record. */
bool shape_is_heading(const struct line *line);
/* Could be one but for the address that it names, beside some words. */
bool shape_is_addressed(const struct line *line);
/* The same as shape_is_heading, and neither menu label nor bullet. */
bool shape_may_lead(const struct line *line);
/* Begins with a bullet, or with a number of a list or section. */
bool shape_is_bullet(const struct line *line);
bool shape_is_ordinal(const struct line *line);
/* "Answers to Common Questions.": two words or more, capitals on all that are not small, and one
 * stop at the end. */
bool shape_is_titled(struct str text);
/* "Region: Kakheti": a short key and what it says. */
bool shape_is_record(struct str text);
/* "Papers ..... 9": dots lead the eye to a number. */
bool shape_is_leader(struct str text);
/* "An hour ..... 3 euros": the same with a coin behind the number. */
bool shape_is_priced(struct str text);
/* "10:00 Children's day", "19.30 Film" */
bool shape_is_timed(struct str text);
/* "Vacancy: Legal adviser" has the form of a record, but says nothing that a record would. */
bool shape_is_named(struct str text);
/* "Vacancy: driver": the same, of two words, as the first line of a text may be; "To: members" says
 * to whom it goes. */
bool shape_is_post(struct str text);
/* "Tender: repair of the roof": a record by its form, whose key says that the rest is a title. */
bool shape_announces(struct str text);
/* "VACANCY NOTICE: Driver": the same, with capitals before the colon. */
bool shape_is_notice(struct str text);
/* "By Ana K." */
bool shape_is_author(struct str text);
/* "Thursday, 14 March 2024, 18:00": when something takes place. */
bool shape_is_occasion(struct str text);
/* "Home > News > Second house opens": where a page stands among others. */
bool shape_is_trail(struct str text);
/* "Last updated on 3 May", "For immediate release": about the text, not of it. */
bool shape_is_stamp(struct str text);
/* Holds a web or mail address. */
bool shape_has_address(struct str text);
/* Holds a number with its country's code: "Phone +995 32 555 01 00". */
bool shape_has_telephone(struct str text);
/* Two sentences: a stop, a blank, a capital. */
bool shape_has_sentences(struct str text);
/* "ps -o pid,user=NAME": what it begins with and its options are a command's. */
bool shape_is_command(struct str text);
/* "Night ferry: what travellers ask": the words behind the colon begin small, as no value does. */
bool shape_is_subtitled(struct str text);
/* "$ make": what a person types. */
bool shape_is_prompt(struct str text);
/* The name of a file, and little behind it. */
bool shape_is_file(struct str text);
/* A command, an assignment, a brace: a line of code rather than of prose. */
bool shape_is_code(struct str text);

#endif
