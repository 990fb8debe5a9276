import ArgumentParser
import Console
import DossierStore

/// The account that a command is about.
struct AccountArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            local(
                fr: "Le code du compte : 3 à 20 lettres minuscules, chiffres et traits d'union.",
                en: "The account's code: 3 to 20 small letters, digits and hyphens."),
            valueName: local(fr: "compte", en: "account")))
    var code: AccountCode

    init() {}
}
