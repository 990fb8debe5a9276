import Desk
import DossierStore
import SyncCore
import Testing

@Suite("What a new password must be")
struct PasswordRulesTests {
    private let rules = PasswordRules(
        account: AccountCode("ref-12")!, officeName: "CSS Bobigny", minimumBits: 80)

    private func refusal(_ password: String) -> String? { rules.refusal(of: password)?.code }

    @Test(
        "entropy is counted as the CNIL counts",
        arguments: [
            // Its examples for 80 bits, and for 50.
            ("xK7$mQ2!vR9?", 80), ("xK7mQ2vR9bT4cW", 83), ("xK7$mQ2!", 53), ("xK7mQ2vR", 48),
            ("4816273905281640", 53),
            ("abxq", 19), ("", 0), ("a", 5), ("é", 5),
        ])
    func entropy(password: String, bits: Int) {
        #expect(PasswordEntropy(of: password).bits == bits)
    }

    @Test(
        "characters that can be foreseen don't count",
        arguments: [
            ("aaaaaaaaaaaa", "a"), ("abcdefghij", "ab"), ("9876543210", "98"),
            ("azertyuiop", "az"), ("POIUYTREZA", "PO"), ("qsdfghjklm", "qs"),
            ("xk7mxk7mxk7m", "xk7m"),
        ])
    func foreseeable(password: String, counted: String) {
        #expect(PasswordEntropy(of: password).bits == PasswordEntropy(of: counted).bits)
    }

    @Test(
        "good ones",
        arguments: [
            "Trois chats gris, deux pies 7", "xK7$mQ2!vR9?", "le tracteur avale une virgule",
            "héron-péniche-écluse-brume", "soleil lune marie lyon velo",
        ])
    func good(password: String) {
        #expect(refusal(password) == nil)
    }

    @Test(
        "common words and names are refused, whatever stands around and in them",
        arguments: [
            "password", "MotDePasse2026!", "M0tDeP@sse2026!!", "azerty123456789azerty",
            "Soleil-Lune-2026", "marie1980marie1980", "Aurélie+Nicolas=2026", "sEcTeUr93sEcTeUr!",
            "bonjoursoleil20262026", "1234567890123456", "!!!!----????....", "P@$$word2026!2026",
        ])
    func common(password: String) {
        #expect(refusal(password) == "password-common")
    }

    @Test("what is too short is refused, with the bits that it has")
    func weak() {
        #expect(rules.refusal(of: "xK7mQ2") == .weak(bits: 36, minimum: 80))
        #expect(refusal("xK7$mQ2!") == "password-weak")
        let lower = PasswordRules(
            account: rules.account, officeName: nil, minimumBits: 50)
        #expect(lower.refusal(of: "xK7$mQ2!") == nil)
    }

    @Test("the account's code and the office's name are refused within a password")
    func own() {
        #expect(refusal("trois chats REF-12 gris et noirs") == "password-holds-code")
        #expect(refusal("trois chats gris de bobigny") == "password-holds-office")
        #expect(refusal("trois chats gris de BÔBIGNY") == "password-holds-office")
        // Too short to be told from any other three letters.
        #expect(refusal("trois css gris et noirs, vingt") == nil)
    }

    @Test("every refusal says in both languages what is wrong, and holds nothing of the password")
    func words() {
        for refusal: PasswordRefusal in [
            .weak(bits: 10, minimum: 80), .common, .holdsCode, .holdsOffice,
        ] {
            for phrase in [refusal.what, refusal.remedy] {
                #expect(!phrase.fr.isEmpty && !phrase.en.isEmpty && phrase.fr != phrase.en)
            }
        }
    }
}
