extension StorePath {
    /// What is wrong with a name; nil if nothing is.
    ///
    /// Letters, digits and `+-._?=` of ASCII, at least one and at most ``nameLimit``. `.`, `..`, and names that begin
    /// with `.-` or `..-` are none (Nix, `checkName` in `libstore/path.cc`).
    static func problem(ofName name: some Collection<UInt8>) -> StorePathError.Problem? {
        if name.isEmpty { return .emptyName }
        if name.count > nameLimit { return .longName }
        if let wrong = name.first(where: { !isNameCharacter[Int($0)] }) { return .badCharacter(wrong) }
        guard name.first == UInt8(ascii: ".") else { return nil }
        let beginning = name.prefix { $0 != UInt8(ascii: "-") }
        return beginning.elementsEqual(".".utf8) || beginning.elementsEqual("..".utf8) ? .dotName : nil
    }

    private static let isNameCharacter: [Bool] = (0..<256).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "+-._?=".utf8.contains(UInt8(byte))
        }
    }
}
