import ArgumentParser
import Console
import Foundation
import SyncCore

/// `--role ROLE…`
struct RoleOption: ParsableArguments {
    @Option(
        name: .customLong("role"), parsing: .upToNextOption,
        help: ArgumentHelp(
            local(
                fr: "Les rôles, par leurs noms dans la charte : referent, administrator …",
                en: "The roles, by their names in the charter: referent, administrator …"),
            valueName: "role"))
    private var names: [Code]

    init() {}

    var codes: Set<Code> { Set(names) }
}

extension Code: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
