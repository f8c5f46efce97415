//! DOT of Graphviz: subgraphs, defaults, ports, `a -> {b c}`, clusters with labels, and places where they were computed.

use std::collections::BTreeSet;

use super::dot_graph::{DotGraph, Scope, Told};
use super::dot_lexer::{Id, IdKind, Lexer, Token, WrongLine};
use super::graph::Graph;
use super::{MAX_DEPTH, damaged};
use crate::exchange::import::report::{RowErrorKind, SourceFormat};

/// Whether a text begins as DOT does.
pub(super) fn is_dot(text: &str) -> bool {
    let mut lexer = Lexer::new(text);
    let mut next = || lexer.next().ok().flatten();
    let mut token = next();
    if matches!(&token, Some(Token::Id(id)) if id.is_word("strict")) {
        token = next();
    }
    let is_graph = matches!(&token, Some(Token::Id(id)) if id.is_word("graph") || id.is_word("digraph"));
    is_graph
        && match next() {
            Some(Token::Id(_)) => next() == Some(Token::Sign('{')),
            other => other == Some(Token::Sign('{')),
        }
}

/// Reads a network.
///
/// # Errors
/// When it is no DOT, or too large or too deep.
pub(super) fn read(text: &str) -> Result<Graph, RowErrorKind> {
    let mut parser = Parser { lexer: Lexer::new(text), peeked: None, out: DotGraph::new(false, false) };
    parser.read_file()?;
    Ok(parser.out.graph)
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    peeked: Option<Token>,
    out: DotGraph,
}

impl Parser<'_> {
    fn peek(&mut self) -> Result<Option<&Token>, RowErrorKind> {
        if self.peeked.is_none() {
            self.peeked = self.lexer.next().map_err(|WrongLine(line)| damaged(SourceFormat::Dot, line))?;
        }
        Ok(self.peeked.as_ref())
    }

    fn next(&mut self) -> Result<Option<Token>, RowErrorKind> {
        self.peek()?;
        Ok(self.peeked.take())
    }

    fn wrong<T>(&mut self) -> Result<T, RowErrorKind> {
        Err(damaged(SourceFormat::Dot, self.lexer.line()))
    }

    fn is_next(&mut self, sign: char) -> Result<bool, RowErrorKind> {
        Ok(self.peek()? == Some(&Token::Sign(sign)))
    }

    /// Takes a sign, if it is the next one.
    fn takes(&mut self, sign: char) -> Result<bool, RowErrorKind> {
        let is_it = self.is_next(sign)?;
        if is_it {
            self.peeked = None;
        }
        Ok(is_it)
    }

    fn takes_word(&mut self, word: &str) -> Result<bool, RowErrorKind> {
        let is_it = matches!(self.peek()?, Some(Token::Id(id)) if id.is_word(word));
        if is_it {
            self.peeked = None;
        }
        Ok(is_it)
    }

    fn expect(&mut self, sign: char) -> Result<(), RowErrorKind> {
        if self.takes(sign)? { Ok(()) } else { self.wrong() }
    }

    /// Takes a name, number or text; quoted ones may be joined by a plus.
    fn id(&mut self) -> Result<Id, RowErrorKind> {
        let Some(Token::Id(mut id)) = self.next()? else { return self.wrong() };
        while id.kind == IdKind::Quoted && self.takes('+')? {
            match self.next()? {
                Some(Token::Id(more)) if more.kind == IdKind::Quoted => id.text.push_str(&more.text),
                _ => return self.wrong(),
            }
        }
        Ok(id)
    }

    /// Reads the first graph of a file; further ones are others.
    fn read_file(&mut self) -> Result<(), RowErrorKind> {
        let is_strict = self.takes_word("strict")?;
        let is_directed = self.takes_word("digraph")?;
        if !is_directed && !self.takes_word("graph")? {
            return self.wrong();
        }
        self.out = DotGraph::new(is_directed, is_strict);
        let name = if self.is_next('{')? { Id::default() } else { self.id()? };
        self.expect('{')?;
        self.read_statements(&mut Scope::default())?;
        // Programs call a graph G or digraph1.
        let is_word = name.text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        if name.kind == IdKind::Quoted && !is_word {
            self.out.graph.title.tell_title(&name.text);
        }
        Ok(())
    }

    /// Reads what stands between braces, the closing one included, and tells the nodes in it.
    fn read_statements(&mut self, scope: &mut Scope) -> Result<BTreeSet<usize>, RowErrorKind> {
        let mut members = BTreeSet::new();
        loop {
            if self.takes('}')? {
                return Ok(members);
            }
            if !self.takes(';')? && !self.takes(',')? {
                self.read_statement(scope, &mut members)?;
            }
        }
    }

    fn read_statement(&mut self, scope: &mut Scope, members: &mut BTreeSet<usize>) -> Result<(), RowErrorKind> {
        let first = if self.begins_subgraph()? {
            self.read_subgraph(scope)?
        } else {
            let word = self.id()?;
            if self.takes('=')? {
                let value = self.id()?;
                self.out.tell_group(scope, &word.text, &value);
                return Ok(());
            }
            if ["graph", "node", "edge"].iter().any(|begin| word.is_word(begin)) {
                return self.read_defaults(scope, &word);
            }
            BTreeSet::from([self.node(scope, &word)?])
        };
        members.extend(&first);
        let line = self.lexer.line();
        let mut ends = vec![first];
        while let Some(Token::Edge(is_arrow)) = self.peek()? {
            if *is_arrow != self.out.is_directed {
                return self.wrong();
            }
            self.peeked = None;
            let end = self.end(scope)?;
            members.extend(&end);
            ends.push(end);
        }
        if ends.len() > 1 {
            let mut told = scope.edges.clone();
            self.read_attributes(&mut told, false)?;
            return self.out.add_edges(&ends, &told, line);
        }
        let mut told = Told::default();
        self.read_attributes(&mut told, true)?;
        // Behind a subgraph no attributes can stand.
        for node in ends.iter().flatten() {
            self.out.tell_node(*node, &told);
        }
        Ok(())
    }

    /// The nodes at an end of an edge.
    fn end(&mut self, scope: &Scope) -> Result<BTreeSet<usize>, RowErrorKind> {
        if self.begins_subgraph()? {
            return self.read_subgraph(scope);
        }
        let name = self.id()?;
        Ok(BTreeSet::from([self.node(scope, &name)?]))
    }

    fn begins_subgraph(&mut self) -> Result<bool, RowErrorKind> {
        Ok(match self.peek()? {
            Some(Token::Sign('{')) => true,
            Some(Token::Id(id)) => id.is_word("subgraph"),
            _ => false,
        })
    }

    fn read_subgraph(&mut self, outer: &Scope) -> Result<BTreeSet<usize>, RowErrorKind> {
        let mut scope = outer.clone();
        scope.depth += 1;
        if scope.depth > MAX_DEPTH {
            return Err(RowErrorKind::NetworkTooLarge);
        }
        if self.takes_word("subgraph")? && !self.is_next('{')? {
            let name = self.id()?;
            if name.text.starts_with("cluster") {
                self.out.begin_group(&mut scope)?;
            }
            if !self.is_next('{')? {
                return Ok(BTreeSet::new());
            }
        }
        self.expect('{')?;
        self.read_statements(&mut scope)
    }

    /// Reads the attributes that the graph, or all nodes or edges from here on, have.
    fn read_defaults(&mut self, scope: &mut Scope, word: &Id) -> Result<(), RowErrorKind> {
        if word.is_word("node") {
            let mut told = std::mem::take(&mut scope.nodes);
            self.read_attributes(&mut told, true)?;
            scope.nodes = told;
        } else if word.is_word("edge") {
            let mut told = std::mem::take(&mut scope.edges);
            self.read_attributes(&mut told, false)?;
            scope.edges = told;
        } else {
            for (name, value) in self.attribute_lists()? {
                self.out.tell_group(scope, &name.text, &value);
            }
        }
        Ok(())
    }

    fn read_attributes(&mut self, told: &mut Told, is_node: bool) -> Result<(), RowErrorKind> {
        for (name, value) in self.attribute_lists()? {
            self.out.tell(told, &name.text, value, is_node);
        }
        Ok(())
    }

    /// The attributes in square brackets, possibly in several pairs of them.
    fn attribute_lists(&mut self) -> Result<Vec<(Id, Id)>, RowErrorKind> {
        let mut attributes = Vec::new();
        while self.takes('[')? {
            while !self.takes(']')? {
                if self.takes(';')? || self.takes(',')? {
                    continue;
                }
                let name = self.id()?;
                let value = if self.takes('=')? { self.id()? } else { Id { text: "true".to_owned(), ..Id::default() } };
                attributes.push((name, value));
            }
        }
        Ok(attributes)
    }

    /// The node of a name; a port behind it is taken off.
    fn node(&mut self, scope: &Scope, name: &Id) -> Result<usize, RowErrorKind> {
        let line = self.lexer.line();
        for _ in 0..2 {
            if self.takes(':')? {
                self.id()?;
            }
        }
        self.out.node(scope, &name.text, line)
    }
}
