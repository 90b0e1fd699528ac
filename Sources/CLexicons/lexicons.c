// Embeds Lexicons/ into the program: one entry a file, in the order of their names. `make lexicons` writes it anew
// after a file was added; a test compares it with the folder.
#include "CLexicons.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char en_advice[] = {
#embed "../../Lexicons/en/advice.tsv"
};
static const unsigned char en_anchors[] = {
#embed "../../Lexicons/en/anchors.tsv"
};
static const unsigned char en_causes[] = {
#embed "../../Lexicons/en/causes.tsv"
};
static const unsigned char en_companions[] = {
#embed "../../Lexicons/en/companions.tsv"
};
static const unsigned char en_cues[] = {
#embed "../../Lexicons/en/cues.tsv"
};
static const unsigned char en_grammar[] = {
#embed "../../Lexicons/en/grammar.tsv"
};
static const unsigned char en_hosts[] = {
#embed "../../Lexicons/en/hosts.tsv"
};
static const unsigned char en_masks[] = {
#embed "../../Lexicons/en/masks.tsv"
};
static const unsigned char en_organs[] = {
#embed "../../Lexicons/en/organs.tsv"
};
static const unsigned char en_parts[] = {
#embed "../../Lexicons/en/parts.tsv"
};
static const unsigned char en_patterns[] = {
#embed "../../Lexicons/en/patterns.tsv"
};
static const unsigned char en_qualifiers[] = {
#embed "../../Lexicons/en/qualifiers.tsv"
};
static const unsigned char en_quantities[] = {
#embed "../../Lexicons/en/quantities.tsv"
};
static const unsigned char en_sections[] = {
#embed "../../Lexicons/en/sections.tsv"
};
static const unsigned char en_sides[] = {
#embed "../../Lexicons/en/sides.tsv"
};
static const unsigned char en_sites[] = {
#embed "../../Lexicons/en/sites.tsv"
};

static const clexicons_file files[] = {
    {"en/advice.tsv", en_advice, sizeof(en_advice)},
    {"en/anchors.tsv", en_anchors, sizeof(en_anchors)},
    {"en/causes.tsv", en_causes, sizeof(en_causes)},
    {"en/companions.tsv", en_companions, sizeof(en_companions)},
    {"en/cues.tsv", en_cues, sizeof(en_cues)},
    {"en/grammar.tsv", en_grammar, sizeof(en_grammar)},
    {"en/hosts.tsv", en_hosts, sizeof(en_hosts)},
    {"en/masks.tsv", en_masks, sizeof(en_masks)},
    {"en/organs.tsv", en_organs, sizeof(en_organs)},
    {"en/parts.tsv", en_parts, sizeof(en_parts)},
    {"en/patterns.tsv", en_patterns, sizeof(en_patterns)},
    {"en/qualifiers.tsv", en_qualifiers, sizeof(en_qualifiers)},
    {"en/quantities.tsv", en_quantities, sizeof(en_quantities)},
    {"en/sections.tsv", en_sections, sizeof(en_sections)},
    {"en/sides.tsv", en_sides, sizeof(en_sides)},
    {"en/sites.tsv", en_sites, sizeof(en_sites)},
};

const clexicons_file *clexicons_files(size_t *count) {
  *count = sizeof(files) / sizeof(files[0]);
  return files;
}
