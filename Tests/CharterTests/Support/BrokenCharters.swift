@testable import Charter

extension BrokenCharter {
    static let all = text + names + references + fields + leaving

    private static let text = [
        BrokenCharter(.syntax, "{ fr: \"Tout est", "{ fr: \"Tout\" est", at: "\"Tout\" e"),
        BrokenCharter(.alias, "town:\n    label: {", "town:\n    label: &a {", at: "label: &"),
        BrokenCharter(
            .alias, "label: { fr: \"Compter\", en: \"Count\" }\n    basis:",
            "label: &a { fr: \"x\", en: \"y\" }\n    basis: *a #", at: "basis: *"),
        BrokenCharter(.tag, "version: 3", "version: !!int 3", at: "version: !"),
        BrokenCharter(.key, "version: 3", "version: 3\n? [a, b]\n: 4", at: "? ["),
        BrokenCharter(
            .duplicateKey, "version: 3", "version: 3\nversion: 4", at: "charter: workshop\nv"),
        BrokenCharter(.duplicateKey, "[host, clerk]", "[host, clerk, host]", at: "clerk, h"),
        BrokenCharter(.unknownKey, "version: 3", "version: 3\ncolour: red", at: "3\nc"),
        BrokenCharter(
            .idleKey, "type: flag", "type: flag\n        range: [0, 1]",
            at: "type: flag\n        r"),
        BrokenCharter(.missingKey, "type: flag\n        ", "", at: "lowest\n      o"),
        BrokenCharter(.shape, "range: [0, 40]", "range: 40", at: "range: 4"),
        BrokenCharter(.shape, "recipients: [town]", "recipients: town", at: "recipients: t"),
        BrokenCharter(.number, "version: 3", "version: 3.0", at: "version: 3"),
        BrokenCharter(.number, "version: 3", "version: 0", at: "version: 0"),
    ]

    private static let names = [
        BrokenCharter(.nameForm, "charter: workshop", "charter: Workshop", at: "charter: W"),
        BrokenCharter(.nameForm, "as: area", "as: area-", at: "as: a"),
        BrokenCharter(.codeForm, "      low:", "      low low:", at: "codes:\n      l"),
        BrokenCharter(.labelMissing, ", en: \"Planned for\"", "", at: "planned:\n        label: {"),
        BrokenCharter(
            .labelForm, "\"Planned for\"", "\"Planned\\nfor\"", at: "Prévue le\", en: \""),
        BrokenCharter(.labelForm, "\"Planned for\"", "\" \"", at: "Prévue le\", en: \""),
    ]

    private static let references = [
        BrokenCharter(
            .purposeMissing, "flag\n        purpose: count", "flag", at: "lowest\n      o"),
        BrokenCharter(.purposeUnknown, "purpose: follow", "purpose: spy", at: "purpose: s"),
        BrokenCharter(
            .purposeUnused, "purposes:\n",
            "purposes:\n  zeal: { label: { fr: a, en: a }, basis: { fr: a, en: a } }\n",
            at: "purposes:\n  z"),
        BrokenCharter(
            .recipientMissing, "month\n        recipients: [town]", "month", at: "ask\n      p"),
        BrokenCharter(.recipientUnknown, "recipients: [town]", "recipients: [press]", at: "[p"),
        BrokenCharter(
            .recipientUnused, "recipients:\n",
            "recipients:\n  press: { label: { fr: a, en: a } }\n", at: "recipients:\n  p"),
        BrokenCharter(
            .roleMissing, "read: [host, clerk]", "read: []",
            at: "purpose: count\n        read: ["),
        BrokenCharter(.roleUnknown, "[host, clerk]", "[host, boss]", at: "host, b"),
        BrokenCharter(
            .roleUnused, "roles:\n",
            "roles:\n  boss: { label: { fr: a, en: a }, at: office }\n", at: "roles:\n  b"),
        BrokenCharter(
            .roleAtHub, "20\n        purpose: follow",
            "20\n        purpose: follow\n        read: [host, clerk]", at: "follow\n        r"),
        BrokenCharter(
            .roleAtHub, "leaves: month", "leaves: month\n        write: [clerk]",
            at: "month\n        w"),
        BrokenCharter(
            .roleWithDuty, "[host, clerk]", "[host, steward]", at: "count\n        read: ["),
        BrokenCharter(
            .idleKey, "duty: accounts", "duty: accounts\n    cases: all", at: "accounts\n    c"),
        BrokenCharter(.idleKey, "at: hub", "at: hub\n    cases: all", at: "hub\n    c"),
        BrokenCharter(.shape, "duty: accounts", "duty: snooping", at: "duty: s"),
        BrokenCharter(.listUnknown, "list: levels", "list: leveles", at: "list: l"),
        BrokenCharter(
            .listUnused, "lists:\n",
            "lists:\n  spare: { label: { fr: a, en: a }, codes: { a: A } }\n", at: "lists:\n  s"),
        BrokenCharter(
            .listEmpty, "lists:\n",
            "lists:\n  spare: { label: { fr: a, en: a }, codes: {} }\n", at: "codes: {"),
        BrokenCharter(.codeUnknown, "oven: food", "oven: fod", at: "oven: f"),
        BrokenCharter(.codeUnknown, "{ saw: wood", "{ say: wood, saw: wood", at: "codes: { s"),
        BrokenCharter(.subjectUnknown, "about: member", "about: session", at: "about: s"),
    ]

    private static let fields = [
        BrokenCharter(.typeUnknown, "type: flag", "type: flagg", at: "type: f"),
        BrokenCharter(.maximum, "maximum: 12", "maximum: 0", at: "maximum: 0"),
        BrokenCharter(.range, "range: [0, 40]", "range: [40, 0]", at: "range: ["),
        BrokenCharter(
            .retentionMissing, "types:\n",
            "types:\n  extra: { label: { fr: a, en: a }, fields: { f: { label: { fr: a, en: a },"
                + " type: flag, purpose: count, read: [host], write: [host] } } }\n",
            at: "fields: { f"),
        BrokenCharter(.retentionForm, "30d after created", "30 days", at: "keep: 3"),
        BrokenCharter(.retentionForm, "30d after created", "0d after created", at: "keep: 0"),
        BrokenCharter(.retentionEvent, "30d after created", "30d after birth", at: "keep: 3"),
        BrokenCharter(.mergeUnknown, "merge: lowest", "merge: newest", at: "merge: n"),
        BrokenCharter(
            .mergeOfSet, "as: trades", "as: trades\n        merge: ask",
            at: "trades\n        merge: a"),
        BrokenCharter(
            .mergeStays, "leaves: never", "leaves: never\n        merge: ask",
            at: "never\n        m"),
    ]

    private static let leaving = [
        BrokenCharter(.leavesUnknown, "leaves: month", "leaves: week", at: "leaves: w"),
        BrokenCharter(
            .leavesFreeText, "leaves: never", "leaves: as-is", at: "created\n        leaves: a"),
        BrokenCharter(
            .leavesFreeText, "maximum: 20", "maximum: 20\n        leaves: presence",
            at: "20\n        leaves: p"),
        BrokenCharter(
            .leavesName, "yes\n", "yes\n        leaves: presence\n", at: "yes\n        leaves: p"),
        BrokenCharter(
            .leavesIdentifier, "maximum: 12", "maximum: 12\n        leaves: { prefix: areas }",
            at: "12\n        leaves: { p"),
        BrokenCharter(
            .leavesBirthDate, "type: birth-date", "type: birth-date\n        leaves: year",
            at: "birth-date\n        leaves: y"),
        BrokenCharter(
            .leavesType, "flag\n        purpose: count\n        leaves: as-is",
            "flag\n        purpose: count\n        leaves: year",
            at: "flag\n        purpose: count\n        leaves: y"),
        BrokenCharter(
            .leavesNumber, "[0, 40]", "[0, 400]",
            at: "[0, 400]\n        purpose: count\n        leaves: a"),
        BrokenCharter(
            .leavesNameTaken, "as: area", "as: quarter",
            at: "61] }\n        recipients: [town]\n      p"),
        BrokenCharter(
            .leavesNothing, "leaves: never", "leaves: never\n        as: story",
            at: "never\n        a"),
        BrokenCharter(.leavesArgument, "leaves: month", "leaves: { month: 3 }", at: "month: 3"),
        BrokenCharter(
            .leavesArgument, "leaves: { prefix: areas }", "leaves: prefix",
            at: "commune\n        purpose: count\n        leaves: p"),
        BrokenCharter(.leavesArgument, "[30, 60, 61]", "[]", at: "band: ["),
        BrokenCharter(.bandOrder, "[30, 60, 61]", "[30, 20]", at: "[30, 2"),
        BrokenCharter(.bandRange, "[30, 60, 61]", "[30, 600]", at: "[30, 6"),
        BrokenCharter(.bandRange, "[30, 60, 61]", "[-5, 60]", at: "band: [-"),
        BrokenCharter(
            .mapIncomplete, ", plane: wood", "", at: "trades\n            codes: {"),
        BrokenCharter(
            .mapNotCoarser, "trades\n            codes: { saw: wood, plane: wood, oven: food }",
            "levels\n            codes: { saw: low, plane: middle, oven: high }",
            at: "leaves:\n          m"),
        BrokenCharter(.prefixTooFine, "\"971\":", "\"9710\":", at: "leaves: { p"),
    ]
}
