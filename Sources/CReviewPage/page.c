// Embeds the style sheet and the script of the review page; edit review.css and review.js and build.
#include "CReviewPage.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char style[] = {
#embed "review.css"
};
static const unsigned char script[] = {
#embed "review.js"
};

const unsigned char *creviewpage_style(size_t *count) {
  *count = sizeof(style);
  return style;
}

const unsigned char *creviewpage_script(size_t *count) {
  *count = sizeof(script);
  return script;
}
