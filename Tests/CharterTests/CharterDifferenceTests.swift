import Charter
import Foundation
import Simulation
import SyncCore
import TestSeeds
import Testing

@Suite("What differs between two charters")
struct CharterDifferenceTests {
    private func workshop(_ changes: [(String, String)] = []) throws -> Charter {
        var text = try Golden.text("workshop.yaml")
        for (old, new) in changes {
            #expect(text.contains(old), "\(old)")
            text = text.replacing(old, with: new)
        }
        return try Charter.parse(text, file: "changed.yaml")
    }

    private func lines(_ changes: [CharterDifference.Change]) -> [String] {
        changes.map { change in
            let place = [change.type, change.field].compactMap { $0?.text }.joined(separator: "/")
            return "\(place) \(change.aspect.rawValue)"
        }
    }

    @Test("A charter differs from itself in nothing, and what both allow is itself")
    func reflexive() throws {
        // In the bundled one, a code stands in several lists.
        for charter in [try workshop(), Charter.insertion()] {
            #expect(Charter.difference(from: charter, to: charter).isEmpty)
        }
        let charter = try workshop()
        #expect(charter.narrowed(by: charter).digest { $0 } == charter.digest { $0 })
    }

    @Test(
        "What clearly allows less only narrows, and the way back waits for acceptance",
        arguments: [
            (
                [
                    "leaves: month\n        recipients: [town]":
                        "leaves: quarter\n        recipients: [town]"
                ],
                ["session/planned leaves"]
            ),
            (
                [
                    "leaves: month\n        recipients: [town]":
                        "leaves: presence\n        recipients: [town]"
                ],
                ["session/planned leaves"]
            ),
            (["[30, 60, 61]": "[30, 61]"], ["session/length leaves"]),
            (["range: [0, 40]": "range: [0, 12]"], ["session/places values"]),
            (["write: [host, clerk]": "write: [host]"], ["session/level writers"]),
            (
                [
                    "read: [host, clerk]": "read: [host]", "write: [host, clerk]": "write: [host]",
                    "  clerk:\n    label: { fr: \"Agent de la mairie\", en: \"Town clerk\" }\n    at: hub\n":
                        "",
                ], ["session/level readers", "session/level writers", " role"]
            ),
            (
                ["keep: 6m after held": "keep: 30d after held"],
                [
                    "title", "level", "places", "open", "made", "tools", "held", "planned",
                    "bought",
                    "paid", "length", "place",
                ].map { "session/\($0) retention" }
            ),
            (["maximum: 20": "maximum: 10"], ["session/title values"]),
            (["        required: yes\n": ""], ["member/surname required"]),
            (
                ["      high: { fr: \"Haut\", en: \"High\" }\n": ""],
                ["session/level values", "session/made values"]
            ),
            (
                [
                    "      paid:\n        label: { fr: \"Payée le\", en: \"Paid on\" }\n        type: date\n        purpose: count\n        leaves: presence\n        recipients: [town]\n":
                        ""
                ], ["session/paid field"]
            ),
            (
                ["        leaves: year\n        recipients: [town]\n": ""],
                ["session/bought leaves", "session/bought recipients"]
            ),
        ] as [([String: String], [String])])
    func narrower(change: [String: String], narrows: [String]) throws {
        let (old, new) = (try workshop(), try workshop(change.map { ($0, $1) }))
        let there = Charter.difference(from: old, to: new)
        #expect(lines(there.narrows) == narrows)
        #expect(there.widens.isEmpty && there.neutral.isEmpty)
        let back = Charter.difference(from: new, to: old)
        #expect(Set(lines(back.widens)).isSuperset(of: narrows))
        #expect(back.neutral.isEmpty)
    }

    @Test(
        "What is neither clearly narrower nor wider is both: the old goes, the new waits",
        arguments: [
            (["[30, 60, 61]": "[20, 60]"], "session/length leaves"),
            (["as: area": "as: department"], "session/place leaves-as"),
            (
                [
                    "type: note\n        purpose: follow\n        keep: 30d after created\n        leaves: never":
                        "type: date\n        purpose: follow\n        keep: 30d after created\n        leaves: never"
                ],
                "session/account field"
            ),
        ] as [([String: String], String)])
    func both(change: [String: String], aspect: String) throws {
        let new = try workshop(change.map { ($0, $1) })
        let there = Charter.difference(from: try workshop(), to: new)
        #expect(lines(there.narrows).contains(aspect) || aspect.hasSuffix("leaves-as"))
        #expect(!there.narrows.isEmpty && !there.widens.isEmpty)
    }

    @Test("Another purpose, and a period that counts from another event, wait for acceptance")
    func purposeAndEvent() throws {
        let new = try workshop([
            (
                "type: birth-date\n        purpose: follow",
                "type: birth-date\n        purpose: count"
            ),
            ("keep: 2y after last-contact", "keep: 1y after created"),
        ])
        let there = Charter.difference(from: try workshop(), to: new)
        #expect(there.narrows.isEmpty)
        #expect(
            lines(there.widens) == [
                "member/surname retention", "member/card retention", "member/born retention",
                "member/born purpose",
            ])
    }

    @Test("Labels and texts are neutral")
    func labels() throws {
        let new = try workshop([
            ("fr: \"Titre\"", "fr: \"Intitulé\""), ("fr: \"La mairie\"", "fr: \"La ville\""),
            ("fr: \"Tout est sous clef.\"", "fr: \"Tout est fermé.\""),
            ("merge: highest", "merge: lowest"),
        ])
        let there = Charter.difference(from: try workshop(), to: new)
        #expect(there.narrows.isEmpty && there.widens.isEmpty)
        #expect(
            lines(there.neutral).sorted() == [
                " charter", " charter", " charter", "session/level merge", "session/title label",
            ])
    }

    @Test("It is told in both languages, what goes and what comes each by itself")
    func words() throws {
        let new = try workshop([
            (
                "leaves: month\n        recipients: [town]",
                "leaves: quarter\n        recipients: [town]"
            ),
            (
                "type: birth-date\n        purpose: follow",
                "type: birth-date\n        purpose: count"
            ),
        ])
        let there = Charter.difference(from: try workshop(), to: new)
        #expect(
            there.explain(.fr) == """
                Restreint, aussitôt :
                  - Séance / Prévue le — ce qui part : − le mois seul ; + le trimestre seul

                Élargit, seulement si le bureau l'accepte :
                  - Membre / Naissance — finalité : − Suivre l'atelier ; + Compter

                """)
        #expect(
            there.explain(.en).contains("Session / Planned for — what leaves: − the month alone"))
    }

    @Test("Whatever both allow, each allows: a record that fits it fits both")
    func narrowedFitsBoth() throws {
        var generator = SeededGenerator.ofThisRun()
        let changes = [
            ("leaves: month", "leaves: year"), ("leaves: quarter", "leaves: month"),
            ("[30, 60, 61]", "[30, 61]"), ("[30, 60, 61]", "[20, 30]"),
            ("range: [0, 40]", "range: [5, 50]"),
            ("      high: { fr: \"Haut\", en: \"High\" }\n", ""),
            ("oven: food }", "oven: wood }\n        # all of wood"), ("as: area", "as: department"),
            ("keep: 6m after held", "keep: 1y after held"), ("maximum: 20", "maximum: 40"),
            ("write: [host, clerk]", "write: [host]"),
        ]
        for _ in 0..<60 {
            func drawn() throws -> Charter {
                var text = try Golden.text("workshop.yaml")
                for (old, new) in changes where Bool.random(using: &generator) {
                    text = text.replacing(old, with: new)
                }
                return try Charter.parse(text, file: "drawn.yaml")
            }
            let (old, new) = (try drawn(), try drawn())
            let both = old.narrowed(by: new)
            #expect(both.narrowed(by: new).digest { $0 } == both.digest { $0 })
            for type in both.summarySchema.types {
                for field in type.fields {
                    let wide = try #require(new.summarySchema.type(type.name)?.field(field.name))
                    #expect(Set(field.registers).isSubset(of: wide.registers))
                }
            }
            let there = Charter.difference(from: old, to: new)
            let back = Charter.difference(from: new, to: old)
            // Whatever is taken away and nothing else needs acceptance to come back.
            #expect(there.narrows.isEmpty || !there.widens.isEmpty || !back.widens.isEmpty)
            #expect(Charter.difference(from: both, to: new).narrows.isEmpty)
            #expect(Charter.difference(from: old, to: both).widens.isEmpty)
        }
    }
}
