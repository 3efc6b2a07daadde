import { pairwise, dsa, dmd, alignOperators } from '@lrsim/similarity';
import { linearSystem, randomOperator } from './similarity/inputs.mjs';
const which='15';
if (which==='15') {const six = Array.from({ length: 6 }, (_, k) => linearSystem(30, 60, 10, `system ${k}`));
for (let r=0;r<4;r++){const t=performance.now(); await pairwise(dsa, six, { options: { nDelays: 10, rank: 10 } }); console.log('15',performance.now()-t);}}
if (which==='e') {const systems = ['one', 'other'].map((label) => linearSystem(100, 100, 20, label));
const ops=systems.map(s=>dmd(s,{nDelays:20,rank:20}).operator);
for (let r=0;r<4;r++){const t=performance.now(); const al=alignOperators(...ops); console.log('e',performance.now()-t, al.starts, al.startsThatReachedBest,al.gap,al.cosine);}}
if (which==='20'||which==='100') {const n=+which; const sq=({data,shape:[rows,columns]})=>({rows,columns,data}); const ops=['p','q'].map(l=>sq(randomOperator(n,l)));
for (let r=0;r<4;r++){const t=performance.now(); const al=alignOperators(...ops); console.log(n,performance.now()-t, al.starts, al.startsThatReachedBest,al.gap,al.cosine);}}
if (which==='d') {const s=linearSystem(100, 100, 20, 'one'); for (let r=0;r<12;r++){const t=performance.now(); dmd(s,{nDelays:20,rank:20}); console.log('d',performance.now()-t);}}
