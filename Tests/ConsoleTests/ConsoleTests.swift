import SyncCore
import Testing

@testable import Console

@Suite struct ConsoleTests {
    @Test(arguments: [
        (["LANG": "fr_FR.UTF-8"], Language.fr),
        (["LANG": "fr_FR.UTF-8", "LC_ALL": "en_GB.UTF-8"], .en),
        (["LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE"], .fr),
        (["LANG": "fr_FR.UTF-8", "LC_ALL": ""], .fr),
        (["LANG": "de_DE"], .en),
        ([:], .en),
    ])
    func theLanguageFollowsTheLocale(variables: [String: String], language: Language) {
        #expect(Console.language(in: Environment(variables)) == language)
    }

    @Test func sha256IsTheStandardOne() {
        let digest = Console.sha256(Array("abc".utf8))
        #expect(digest.count == 32)
        #expect(digest.prefix(4) == [0xba, 0x78, 0x16, 0xbf])
        #expect(digest.suffix(4) == [0xf2, 0x00, 0x15, 0xad])
    }

    @Test func anExplainedErrorSaysWhatItsCodeAndTheRemedy() {
        let report = Console.report(of: Missing(), program: "secteur", in: .fr)
        #expect(
            report == """
                secteur: le fichier manque
                  code: store-missing
                  -> créez-le
                """)
        #expect(Exit(after: Missing()) == .noInput)
    }

    @Test func anErrorThatMayHoldPersonalValuesIsOnlyNamed() {
        let none = Environment([:])
        let report = Console.report(
            of: Careless(name: "CANARI"), program: "secteur", in: .en, environment: none)
        #expect(report.hasPrefix("secteur: an error that nobody foresaw: Careless\n"))
        #expect(!report.contains("CANARI"))
        #expect(Exit(after: Careless(name: "")) == .software)

        let debug = Environment(["SECTEUR_DEBUG": "1"])
        let full = Console.report(
            of: Careless(name: "CANARI"), program: "secteur", in: .en, environment: debug)
        #expect(full.contains("CANARI"))
    }

    @Test func anErrorMaySayItselfHowTheProgramEnds() {
        #expect(Exit(after: NotConfirmed.noTerminal) == .usage)
        #expect(Exit(after: NotConfirmed.declined) == .notAllowed)
        #expect(Exit(after: WireError(.truncated, at: 3)) == .dataRefused)
    }

    @Test(arguments: ["oui", "O", " yes\n", "y"])
    func yesIsUnderstoodInBothLanguages(answer: String) {
        #expect(Console.isYes(answer))
    }

    @Test(arguments: ["", "non", "no", "ouï", "yesterday"])
    func anythingElseIsNo(answer: String) {
        #expect(!Console.isYes(answer))
    }

    @Test func theOfficeFolderIsTheOneThatTheEnvironmentNames() {
        func folder(_ variables: [String: String]) -> String {
            OfficeFolder(environment: Environment(variables)).path
        }
        #expect(folder(["SECTEUR_HOME": "/srv/a", "XDG_DATA_HOME": "/x"]) == "/srv/a")
        #expect(folder(["XDG_DATA_HOME": "/x", "HOME": "/h"]) == "/x/secteur")
        #expect(folder(["HOME": "/h", "SECTEUR_HOME": ""]) == "/h/.local/share/secteur")
        #expect(OfficeFolder(path: "a").summaries == "a/shared/summaries.sqlite")
    }
}

private struct Missing: Explained {
    let code = "store-missing"
    let what = Phrase(fr: "le fichier manque", en: "the file is missing")
    let remedy = Phrase(fr: "créez-le", en: "create it")
}

private struct Careless: Error {
    let name: String
}
