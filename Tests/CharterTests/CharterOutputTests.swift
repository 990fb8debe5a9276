import Charter
import SyncCore
import Testing

@Suite("What is produced from a charter")
struct CharterOutputTests {
    @Test("The charter in plain words", arguments: Language.allCases)
    func explain(language: Language) throws {
        try Golden.expect(
            Golden.workshop().explain(language), is: "workshop.explain.\(language.rawValue).txt")
    }

    @Test("The register of processing", arguments: Language.allCases)
    func register(language: Language) throws {
        try Golden.expect(
            Golden.workshop().register(language), is: "workshop.register.\(language.rawValue).md")
    }

    @Test("The notice for persons", arguments: Language.allCases)
    func notice(language: Language) throws {
        try Golden.expect(
            Golden.workshop().notice(language), is: "workshop.notice.\(language.rawValue).md")
    }

    @Test("Until a newer version is accepted, all that is produced names both")
    func narrowed() throws {
        let old = try Golden.workshop()
        let text = old.source.replacing("version: 3", with: "version: 4")
        let narrowed = old.narrowed(by: try Charter.parse(text, file: "newer"))
        #expect(narrowed.edition.en == "version 3, narrowed by version 4, which isn't accepted yet")
        for paper in [
            narrowed.notice(.fr), narrowed.register(.fr), narrowed.explain(.fr),
        ] {
            #expect(paper.contains(narrowed.edition.fr))
        }
        let twice = narrowed.narrowed(
            by: try Charter.parse(
                old.source.replacing("version: 3", with: "version: 5"), file: "newest"))
        #expect(twice.edition.en == "version 3, narrowed by version 5, which isn't accepted yet")
    }

    @Test("What can be on the wire")
    func cddl() throws {
        try Golden.expect(Golden.workshop().cddl(), is: "workshop.cddl")
    }

    @Test("The CDDL of the bundled charter is the one that was approved")
    func insertionCDDL() throws {
        try Golden.expect(Charter.insertion().cddl(), is: "insertion.cddl")
    }

    @Test("A label can't break the register's tables")
    func labelsAreEscaped() throws {
        let text = try Golden.text("workshop.yaml")
            .replacing("fr: \"Niveau\"", with: "fr: \"a | b <script> *c* [d](e)\"")
        let register = try Charter.parse(text, file: "changed.yaml").register(.fr)
        #expect(register.contains("| a \\| b &lt;script> \\*c\\* \\[d\\](e) |"))
    }
}
