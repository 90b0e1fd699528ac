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
static const unsigned char en_numerals[] = {
#embed "../../Lexicons/en/numerals.tsv"
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
static const unsigned char en_values[] = {
#embed "../../Lexicons/en/values.tsv"
};
static const unsigned char knowledge_abdomen_other_causes[] = {
#embed "../../Lexicons/knowledge/abdomen-other/causes.tsv"
};
static const unsigned char knowledge_abdomen_other_companions[] = {
#embed "../../Lexicons/knowledge/abdomen-other/companions.tsv"
};
static const unsigned char knowledge_abdomen_other_expectations[] = {
#embed "../../Lexicons/knowledge/abdomen-other/expectations.tsv"
};
static const unsigned char knowledge_abdomen_other_shifts[] = {
#embed "../../Lexicons/knowledge/abdomen-other/shifts.tsv"
};
static const unsigned char knowledge_abdomen_other_sites[] = {
#embed "../../Lexicons/knowledge/abdomen-other/sites.tsv"
};
static const unsigned char knowledge_abdomen_other_urgency[] = {
#embed "../../Lexicons/knowledge/abdomen-other/urgency.tsv"
};
static const unsigned char knowledge_abdomen_other_workup[] = {
#embed "../../Lexicons/knowledge/abdomen-other/workup.tsv"
};
static const unsigned char knowledge_abdomen_causes[] = {
#embed "../../Lexicons/knowledge/abdomen/causes.tsv"
};
static const unsigned char knowledge_abdomen_companions[] = {
#embed "../../Lexicons/knowledge/abdomen/companions.tsv"
};
static const unsigned char knowledge_abdomen_expectations[] = {
#embed "../../Lexicons/knowledge/abdomen/expectations.tsv"
};
static const unsigned char knowledge_abdomen_shifts[] = {
#embed "../../Lexicons/knowledge/abdomen/shifts.tsv"
};
static const unsigned char knowledge_abdomen_sites[] = {
#embed "../../Lexicons/knowledge/abdomen/sites.tsv"
};
static const unsigned char knowledge_abdomen_urgency[] = {
#embed "../../Lexicons/knowledge/abdomen/urgency.tsv"
};
static const unsigned char knowledge_abdomen_workup[] = {
#embed "../../Lexicons/knowledge/abdomen/workup.tsv"
};
static const unsigned char knowledge_chest_causes[] = {
#embed "../../Lexicons/knowledge/chest/causes.tsv"
};
static const unsigned char knowledge_chest_companions[] = {
#embed "../../Lexicons/knowledge/chest/companions.tsv"
};
static const unsigned char knowledge_chest_expectations[] = {
#embed "../../Lexicons/knowledge/chest/expectations.tsv"
};
static const unsigned char knowledge_chest_shifts[] = {
#embed "../../Lexicons/knowledge/chest/shifts.tsv"
};
static const unsigned char knowledge_chest_sites[] = {
#embed "../../Lexicons/knowledge/chest/sites.tsv"
};
static const unsigned char knowledge_chest_urgency[] = {
#embed "../../Lexicons/knowledge/chest/urgency.tsv"
};
static const unsigned char knowledge_chest_workup[] = {
#embed "../../Lexicons/knowledge/chest/workup.tsv"
};
static const unsigned char knowledge_claims[] = {
#embed "../../Lexicons/knowledge/claims.tsv"
};
static const unsigned char knowledge_codes[] = {
#embed "../../Lexicons/knowledge/codes.tsv"
};
static const unsigned char knowledge_crossrules[] = {
#embed "../../Lexicons/knowledge/crossrules.tsv"
};
static const unsigned char knowledge_female_causes[] = {
#embed "../../Lexicons/knowledge/female/causes.tsv"
};
static const unsigned char knowledge_female_companions[] = {
#embed "../../Lexicons/knowledge/female/companions.tsv"
};
static const unsigned char knowledge_female_expectations[] = {
#embed "../../Lexicons/knowledge/female/expectations.tsv"
};
static const unsigned char knowledge_female_shifts[] = {
#embed "../../Lexicons/knowledge/female/shifts.tsv"
};
static const unsigned char knowledge_female_sites[] = {
#embed "../../Lexicons/knowledge/female/sites.tsv"
};
static const unsigned char knowledge_female_urgency[] = {
#embed "../../Lexicons/knowledge/female/urgency.tsv"
};
static const unsigned char knowledge_female_workup[] = {
#embed "../../Lexicons/knowledge/female/workup.tsv"
};
static const unsigned char knowledge_head_causes[] = {
#embed "../../Lexicons/knowledge/head/causes.tsv"
};
static const unsigned char knowledge_head_companions[] = {
#embed "../../Lexicons/knowledge/head/companions.tsv"
};
static const unsigned char knowledge_head_expectations[] = {
#embed "../../Lexicons/knowledge/head/expectations.tsv"
};
static const unsigned char knowledge_head_shifts[] = {
#embed "../../Lexicons/knowledge/head/shifts.tsv"
};
static const unsigned char knowledge_head_sites[] = {
#embed "../../Lexicons/knowledge/head/sites.tsv"
};
static const unsigned char knowledge_head_urgency[] = {
#embed "../../Lexicons/knowledge/head/urgency.tsv"
};
static const unsigned char knowledge_head_workup[] = {
#embed "../../Lexicons/knowledge/head/workup.tsv"
};
static const unsigned char knowledge_heart_vessels_causes[] = {
#embed "../../Lexicons/knowledge/heart-vessels/causes.tsv"
};
static const unsigned char knowledge_heart_vessels_companions[] = {
#embed "../../Lexicons/knowledge/heart-vessels/companions.tsv"
};
static const unsigned char knowledge_heart_vessels_expectations[] = {
#embed "../../Lexicons/knowledge/heart-vessels/expectations.tsv"
};
static const unsigned char knowledge_heart_vessels_shifts[] = {
#embed "../../Lexicons/knowledge/heart-vessels/shifts.tsv"
};
static const unsigned char knowledge_heart_vessels_sites[] = {
#embed "../../Lexicons/knowledge/heart-vessels/sites.tsv"
};
static const unsigned char knowledge_heart_vessels_urgency[] = {
#embed "../../Lexicons/knowledge/heart-vessels/urgency.tsv"
};
static const unsigned char knowledge_heart_vessels_workup[] = {
#embed "../../Lexicons/knowledge/heart-vessels/workup.tsv"
};
static const unsigned char knowledge_male_causes[] = {
#embed "../../Lexicons/knowledge/male/causes.tsv"
};
static const unsigned char knowledge_male_companions[] = {
#embed "../../Lexicons/knowledge/male/companions.tsv"
};
static const unsigned char knowledge_male_expectations[] = {
#embed "../../Lexicons/knowledge/male/expectations.tsv"
};
static const unsigned char knowledge_male_shifts[] = {
#embed "../../Lexicons/knowledge/male/shifts.tsv"
};
static const unsigned char knowledge_male_sites[] = {
#embed "../../Lexicons/knowledge/male/sites.tsv"
};
static const unsigned char knowledge_male_urgency[] = {
#embed "../../Lexicons/knowledge/male/urgency.tsv"
};
static const unsigned char knowledge_male_workup[] = {
#embed "../../Lexicons/knowledge/male/workup.tsv"
};
static const unsigned char knowledge_musculoskeletal_causes[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/causes.tsv"
};
static const unsigned char knowledge_musculoskeletal_companions[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/companions.tsv"
};
static const unsigned char knowledge_musculoskeletal_expectations[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/expectations.tsv"
};
static const unsigned char knowledge_musculoskeletal_shifts[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/shifts.tsv"
};
static const unsigned char knowledge_musculoskeletal_sites[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/sites.tsv"
};
static const unsigned char knowledge_musculoskeletal_urgency[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/urgency.tsv"
};
static const unsigned char knowledge_musculoskeletal_workup[] = {
#embed "../../Lexicons/knowledge/musculoskeletal/workup.tsv"
};
static const unsigned char knowledge_neck_causes[] = {
#embed "../../Lexicons/knowledge/neck/causes.tsv"
};
static const unsigned char knowledge_neck_companions[] = {
#embed "../../Lexicons/knowledge/neck/companions.tsv"
};
static const unsigned char knowledge_neck_expectations[] = {
#embed "../../Lexicons/knowledge/neck/expectations.tsv"
};
static const unsigned char knowledge_neck_shifts[] = {
#embed "../../Lexicons/knowledge/neck/shifts.tsv"
};
static const unsigned char knowledge_neck_sites[] = {
#embed "../../Lexicons/knowledge/neck/sites.tsv"
};
static const unsigned char knowledge_neck_urgency[] = {
#embed "../../Lexicons/knowledge/neck/urgency.tsv"
};
static const unsigned char knowledge_neck_workup[] = {
#embed "../../Lexicons/knowledge/neck/workup.tsv"
};
static const unsigned char knowledge_pregnancy_causes[] = {
#embed "../../Lexicons/knowledge/pregnancy/causes.tsv"
};
static const unsigned char knowledge_pregnancy_companions[] = {
#embed "../../Lexicons/knowledge/pregnancy/companions.tsv"
};
static const unsigned char knowledge_pregnancy_expectations[] = {
#embed "../../Lexicons/knowledge/pregnancy/expectations.tsv"
};
static const unsigned char knowledge_pregnancy_shifts[] = {
#embed "../../Lexicons/knowledge/pregnancy/shifts.tsv"
};
static const unsigned char knowledge_pregnancy_sites[] = {
#embed "../../Lexicons/knowledge/pregnancy/sites.tsv"
};
static const unsigned char knowledge_pregnancy_urgency[] = {
#embed "../../Lexicons/knowledge/pregnancy/urgency.tsv"
};
static const unsigned char knowledge_pregnancy_workup[] = {
#embed "../../Lexicons/knowledge/pregnancy/workup.tsv"
};
static const unsigned char knowledge_scopes[] = {
#embed "../../Lexicons/knowledge/scopes.tsv"
};
static const unsigned char knowledge_sources[] = {
#embed "../../Lexicons/knowledge/sources.tsv"
};
static const unsigned char knowledge_urinary_causes[] = {
#embed "../../Lexicons/knowledge/urinary/causes.tsv"
};
static const unsigned char knowledge_urinary_companions[] = {
#embed "../../Lexicons/knowledge/urinary/companions.tsv"
};
static const unsigned char knowledge_urinary_expectations[] = {
#embed "../../Lexicons/knowledge/urinary/expectations.tsv"
};
static const unsigned char knowledge_urinary_shifts[] = {
#embed "../../Lexicons/knowledge/urinary/shifts.tsv"
};
static const unsigned char knowledge_urinary_sites[] = {
#embed "../../Lexicons/knowledge/urinary/sites.tsv"
};
static const unsigned char knowledge_urinary_urgency[] = {
#embed "../../Lexicons/knowledge/urinary/urgency.tsv"
};
static const unsigned char knowledge_urinary_workup[] = {
#embed "../../Lexicons/knowledge/urinary/workup.tsv"
};
static const unsigned char rules_companions[] = {
#embed "../../Lexicons/rules/companions.tsv"
};
static const unsigned char rules_rules[] = {
#embed "../../Lexicons/rules/rules.tsv"
};
static const unsigned char rules_suppressions[] = {
#embed "../../Lexicons/rules/suppressions.tsv"
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
    {"en/numerals.tsv", en_numerals, sizeof(en_numerals)},
    {"en/organs.tsv", en_organs, sizeof(en_organs)},
    {"en/parts.tsv", en_parts, sizeof(en_parts)},
    {"en/patterns.tsv", en_patterns, sizeof(en_patterns)},
    {"en/qualifiers.tsv", en_qualifiers, sizeof(en_qualifiers)},
    {"en/quantities.tsv", en_quantities, sizeof(en_quantities)},
    {"en/sections.tsv", en_sections, sizeof(en_sections)},
    {"en/sides.tsv", en_sides, sizeof(en_sides)},
    {"en/sites.tsv", en_sites, sizeof(en_sites)},
    {"en/values.tsv", en_values, sizeof(en_values)},
    {"knowledge/abdomen-other/causes.tsv", knowledge_abdomen_other_causes, sizeof(knowledge_abdomen_other_causes)},
    {"knowledge/abdomen-other/companions.tsv", knowledge_abdomen_other_companions, sizeof(knowledge_abdomen_other_companions)},
    {"knowledge/abdomen-other/expectations.tsv", knowledge_abdomen_other_expectations, sizeof(knowledge_abdomen_other_expectations)},
    {"knowledge/abdomen-other/shifts.tsv", knowledge_abdomen_other_shifts, sizeof(knowledge_abdomen_other_shifts)},
    {"knowledge/abdomen-other/sites.tsv", knowledge_abdomen_other_sites, sizeof(knowledge_abdomen_other_sites)},
    {"knowledge/abdomen-other/urgency.tsv", knowledge_abdomen_other_urgency, sizeof(knowledge_abdomen_other_urgency)},
    {"knowledge/abdomen-other/workup.tsv", knowledge_abdomen_other_workup, sizeof(knowledge_abdomen_other_workup)},
    {"knowledge/abdomen/causes.tsv", knowledge_abdomen_causes, sizeof(knowledge_abdomen_causes)},
    {"knowledge/abdomen/companions.tsv", knowledge_abdomen_companions, sizeof(knowledge_abdomen_companions)},
    {"knowledge/abdomen/expectations.tsv", knowledge_abdomen_expectations, sizeof(knowledge_abdomen_expectations)},
    {"knowledge/abdomen/shifts.tsv", knowledge_abdomen_shifts, sizeof(knowledge_abdomen_shifts)},
    {"knowledge/abdomen/sites.tsv", knowledge_abdomen_sites, sizeof(knowledge_abdomen_sites)},
    {"knowledge/abdomen/urgency.tsv", knowledge_abdomen_urgency, sizeof(knowledge_abdomen_urgency)},
    {"knowledge/abdomen/workup.tsv", knowledge_abdomen_workup, sizeof(knowledge_abdomen_workup)},
    {"knowledge/chest/causes.tsv", knowledge_chest_causes, sizeof(knowledge_chest_causes)},
    {"knowledge/chest/companions.tsv", knowledge_chest_companions, sizeof(knowledge_chest_companions)},
    {"knowledge/chest/expectations.tsv", knowledge_chest_expectations, sizeof(knowledge_chest_expectations)},
    {"knowledge/chest/shifts.tsv", knowledge_chest_shifts, sizeof(knowledge_chest_shifts)},
    {"knowledge/chest/sites.tsv", knowledge_chest_sites, sizeof(knowledge_chest_sites)},
    {"knowledge/chest/urgency.tsv", knowledge_chest_urgency, sizeof(knowledge_chest_urgency)},
    {"knowledge/chest/workup.tsv", knowledge_chest_workup, sizeof(knowledge_chest_workup)},
    {"knowledge/claims.tsv", knowledge_claims, sizeof(knowledge_claims)},
    {"knowledge/codes.tsv", knowledge_codes, sizeof(knowledge_codes)},
    {"knowledge/crossrules.tsv", knowledge_crossrules, sizeof(knowledge_crossrules)},
    {"knowledge/female/causes.tsv", knowledge_female_causes, sizeof(knowledge_female_causes)},
    {"knowledge/female/companions.tsv", knowledge_female_companions, sizeof(knowledge_female_companions)},
    {"knowledge/female/expectations.tsv", knowledge_female_expectations, sizeof(knowledge_female_expectations)},
    {"knowledge/female/shifts.tsv", knowledge_female_shifts, sizeof(knowledge_female_shifts)},
    {"knowledge/female/sites.tsv", knowledge_female_sites, sizeof(knowledge_female_sites)},
    {"knowledge/female/urgency.tsv", knowledge_female_urgency, sizeof(knowledge_female_urgency)},
    {"knowledge/female/workup.tsv", knowledge_female_workup, sizeof(knowledge_female_workup)},
    {"knowledge/head/causes.tsv", knowledge_head_causes, sizeof(knowledge_head_causes)},
    {"knowledge/head/companions.tsv", knowledge_head_companions, sizeof(knowledge_head_companions)},
    {"knowledge/head/expectations.tsv", knowledge_head_expectations, sizeof(knowledge_head_expectations)},
    {"knowledge/head/shifts.tsv", knowledge_head_shifts, sizeof(knowledge_head_shifts)},
    {"knowledge/head/sites.tsv", knowledge_head_sites, sizeof(knowledge_head_sites)},
    {"knowledge/head/urgency.tsv", knowledge_head_urgency, sizeof(knowledge_head_urgency)},
    {"knowledge/head/workup.tsv", knowledge_head_workup, sizeof(knowledge_head_workup)},
    {"knowledge/heart-vessels/causes.tsv", knowledge_heart_vessels_causes, sizeof(knowledge_heart_vessels_causes)},
    {"knowledge/heart-vessels/companions.tsv", knowledge_heart_vessels_companions, sizeof(knowledge_heart_vessels_companions)},
    {"knowledge/heart-vessels/expectations.tsv", knowledge_heart_vessels_expectations, sizeof(knowledge_heart_vessels_expectations)},
    {"knowledge/heart-vessels/shifts.tsv", knowledge_heart_vessels_shifts, sizeof(knowledge_heart_vessels_shifts)},
    {"knowledge/heart-vessels/sites.tsv", knowledge_heart_vessels_sites, sizeof(knowledge_heart_vessels_sites)},
    {"knowledge/heart-vessels/urgency.tsv", knowledge_heart_vessels_urgency, sizeof(knowledge_heart_vessels_urgency)},
    {"knowledge/heart-vessels/workup.tsv", knowledge_heart_vessels_workup, sizeof(knowledge_heart_vessels_workup)},
    {"knowledge/male/causes.tsv", knowledge_male_causes, sizeof(knowledge_male_causes)},
    {"knowledge/male/companions.tsv", knowledge_male_companions, sizeof(knowledge_male_companions)},
    {"knowledge/male/expectations.tsv", knowledge_male_expectations, sizeof(knowledge_male_expectations)},
    {"knowledge/male/shifts.tsv", knowledge_male_shifts, sizeof(knowledge_male_shifts)},
    {"knowledge/male/sites.tsv", knowledge_male_sites, sizeof(knowledge_male_sites)},
    {"knowledge/male/urgency.tsv", knowledge_male_urgency, sizeof(knowledge_male_urgency)},
    {"knowledge/male/workup.tsv", knowledge_male_workup, sizeof(knowledge_male_workup)},
    {"knowledge/musculoskeletal/causes.tsv", knowledge_musculoskeletal_causes, sizeof(knowledge_musculoskeletal_causes)},
    {"knowledge/musculoskeletal/companions.tsv", knowledge_musculoskeletal_companions, sizeof(knowledge_musculoskeletal_companions)},
    {"knowledge/musculoskeletal/expectations.tsv", knowledge_musculoskeletal_expectations, sizeof(knowledge_musculoskeletal_expectations)},
    {"knowledge/musculoskeletal/shifts.tsv", knowledge_musculoskeletal_shifts, sizeof(knowledge_musculoskeletal_shifts)},
    {"knowledge/musculoskeletal/sites.tsv", knowledge_musculoskeletal_sites, sizeof(knowledge_musculoskeletal_sites)},
    {"knowledge/musculoskeletal/urgency.tsv", knowledge_musculoskeletal_urgency, sizeof(knowledge_musculoskeletal_urgency)},
    {"knowledge/musculoskeletal/workup.tsv", knowledge_musculoskeletal_workup, sizeof(knowledge_musculoskeletal_workup)},
    {"knowledge/neck/causes.tsv", knowledge_neck_causes, sizeof(knowledge_neck_causes)},
    {"knowledge/neck/companions.tsv", knowledge_neck_companions, sizeof(knowledge_neck_companions)},
    {"knowledge/neck/expectations.tsv", knowledge_neck_expectations, sizeof(knowledge_neck_expectations)},
    {"knowledge/neck/shifts.tsv", knowledge_neck_shifts, sizeof(knowledge_neck_shifts)},
    {"knowledge/neck/sites.tsv", knowledge_neck_sites, sizeof(knowledge_neck_sites)},
    {"knowledge/neck/urgency.tsv", knowledge_neck_urgency, sizeof(knowledge_neck_urgency)},
    {"knowledge/neck/workup.tsv", knowledge_neck_workup, sizeof(knowledge_neck_workup)},
    {"knowledge/pregnancy/causes.tsv", knowledge_pregnancy_causes, sizeof(knowledge_pregnancy_causes)},
    {"knowledge/pregnancy/companions.tsv", knowledge_pregnancy_companions, sizeof(knowledge_pregnancy_companions)},
    {"knowledge/pregnancy/expectations.tsv", knowledge_pregnancy_expectations, sizeof(knowledge_pregnancy_expectations)},
    {"knowledge/pregnancy/shifts.tsv", knowledge_pregnancy_shifts, sizeof(knowledge_pregnancy_shifts)},
    {"knowledge/pregnancy/sites.tsv", knowledge_pregnancy_sites, sizeof(knowledge_pregnancy_sites)},
    {"knowledge/pregnancy/urgency.tsv", knowledge_pregnancy_urgency, sizeof(knowledge_pregnancy_urgency)},
    {"knowledge/pregnancy/workup.tsv", knowledge_pregnancy_workup, sizeof(knowledge_pregnancy_workup)},
    {"knowledge/scopes.tsv", knowledge_scopes, sizeof(knowledge_scopes)},
    {"knowledge/sources.tsv", knowledge_sources, sizeof(knowledge_sources)},
    {"knowledge/urinary/causes.tsv", knowledge_urinary_causes, sizeof(knowledge_urinary_causes)},
    {"knowledge/urinary/companions.tsv", knowledge_urinary_companions, sizeof(knowledge_urinary_companions)},
    {"knowledge/urinary/expectations.tsv", knowledge_urinary_expectations, sizeof(knowledge_urinary_expectations)},
    {"knowledge/urinary/shifts.tsv", knowledge_urinary_shifts, sizeof(knowledge_urinary_shifts)},
    {"knowledge/urinary/sites.tsv", knowledge_urinary_sites, sizeof(knowledge_urinary_sites)},
    {"knowledge/urinary/urgency.tsv", knowledge_urinary_urgency, sizeof(knowledge_urinary_urgency)},
    {"knowledge/urinary/workup.tsv", knowledge_urinary_workup, sizeof(knowledge_urinary_workup)},
    {"rules/companions.tsv", rules_companions, sizeof(rules_companions)},
    {"rules/rules.tsv", rules_rules, sizeof(rules_rules)},
    {"rules/suppressions.tsv", rules_suppressions, sizeof(rules_suppressions)},
};

const clexicons_file *clexicons_files(size_t *count) {
  *count = sizeof(files) / sizeof(files[0]);
  return files;
}
