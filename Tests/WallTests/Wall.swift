/// The rule of DESIGN section 2: which target may import what. An arrow that is not in here fails the
/// tests, whoever adds it to Package.swift has to add it to this table too, in plain sight.
enum Wall {
    /// What each target of ours may depend on.
    static let arrows: [String: Set<String>] = [
        // The core: values and decisions.
        "SyncCore": [],
        "Charter": ["SyncCore", "Yams"],

        // The office.
        "CSQLite": [],
        "StoreFile": ["SyncCore", "CSQLite", "GRDB", "GRDBSQLite"],
        "DossierStore": ["SyncCore", "Charter", "StoreFile", "GRDB", "Crypto", "CryptoExtras"],
        "SummaryStore": ["SyncCore", "Charter", "StoreFile", "GRDB", "GRDBSQLite"],
        "Imports": ["SyncCore", "Charter", "Yams"],
        "Desk": ["SyncCore", "Charter", "StoreFile", "DossierStore", "SummaryStore"],

        // The wire.
        "CCurl": [],
        "CZstd": [],
        "Compression": ["CZstd"],
        "Transport": ["SyncCore", "Compression", "CCurl"],

        // What a program takes away from itself.
        "CLandlock": [],
        "CMalloc": [],
        "Confinement": ["SyncCore", "CLandlock"],

        // The hub.
        "Certificates": ["SyncCore", "X509", "SwiftASN1", "Crypto"],
        "HubStore": ["SyncCore", "Charter", "StoreFile", "GRDB", "GRDBSQLite"],
        "HubServer": [
            "SyncCore", "Charter", "HubStore", "Compression", "Certificates", "Hummingbird",
            "HummingbirdCore", "NIOCore", "NIOPosix", "NIOSSL", "NIOTLS", "Logging",
            "ServiceLifecycle",
        ],

        // The programs.
        "Console": ["SyncCore", "Charter", "CMalloc", "Crypto", "ArgumentParser"],
        "secteur": [
            "SyncCore", "Charter", "StoreFile", "DossierStore", "SummaryStore", "Imports", "Desk",
            "Confinement", "Console", "ArgumentParser",
        ],
        "secteur-sync": [
            "SyncCore", "Charter", "SummaryStore", "Transport", "Certificates", "Confinement",
            "Console", "ArgumentParser",
        ],
        "secteur-hub": [
            "SyncCore", "Charter", "HubStore", "HubServer", "Certificates", "Confinement",
            "Console", "ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals",
        ],

        // The tools, which no office installs.
        "Simulation": ["SyncCore", "Charter"],
        "confinement-probe": ["Confinement"],
        "TestSeeds": ["Simulation"],
        "ProofRows": [],
        "simulator": ["Simulation", "ProofRows", "ArgumentParser"],
        "Fuzzing": ["SyncCore", "Charter", "Imports", "Compression", "Simulation"],
        "CLibFuzzer": [],
        "fuzzer": ["Fuzzing", "CLibFuzzer"],
        "benchmarks": [
            "SyncCore", "Charter", "SummaryStore", "HubStore", "StoreFile", "Compression",
            "Simulation", "Console", "GRDB", "GRDBSQLite", "ArgumentParser",
        ],
        "load": [
            "SyncCore", "Charter", "HubStore", "HubServer", "Compression", "Simulation", "Console",
            "ProofRows", "ArgumentParser",
        ],
    ]

    /// What must never be reached, however long the way.
    static let forbidden: [(from: String, to: Set<String>)] = [
        ("secteur", ["Transport", "CCurl", "HubStore", "HubServer", "Hummingbird", "NIOCore"]),
        ("secteur-sync", ["DossierStore", "Desk", "Imports", "HubStore", "HubServer"]),
        ("secteur-hub", ["DossierStore", "Desk", "Imports", "SummaryStore", "Transport", "CCurl"]),
        ("SummaryStore", ["DossierStore"]),
        ("DossierStore", ["SummaryStore"]),
        ("Transport", ["SummaryStore", "DossierStore", "HubStore", "StoreFile", "GRDB"]),
        ("Imports", ["SummaryStore", "DossierStore", "StoreFile", "GRDB", "Transport"]),
    ]

    /// The programs that meet the network, in which nothing of the case files may be linked.
    static let programsOnTheNetwork = ["secteur-sync", "secteur-hub"]

    /// What comes with Swift and the system. The core has none of it: its clock, randomness and
    /// hash function are passed in.
    static let system: Set<String> = [
        "Swift", "Glibc", "Foundation", "FoundationEssentials", "Synchronization", "Dispatch",
    ]
    static let withoutSystem: Set<String> = ["SyncCore", "Charter", "Simulation"]
}
