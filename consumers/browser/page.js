import { numbers } from './numbers.js';

document.body.textContent = JSON.stringify(numbers());
